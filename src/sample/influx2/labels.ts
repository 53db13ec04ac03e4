import { authorize, bodyText, indented, noContent, visible, type Call, type Handler } from './call.ts';
import { conflict, invalid, notFound } from './errors.ts';
import { decodeJson, id, struct, text, textMap } from './go-decode.ts';
import type { GoValue } from './go-json.ts';
import { isId, parseId } from './ids.ts';
import { decodeBody } from './orgs.ts';
import { allows } from './reach.ts';
import type { Route } from './routes.ts';

/** A label of an organization. */
export interface Label {
  id: string;
  orgId: string;
  name: string;
  properties: Record<string, string>;
}

interface LabelFields {
  orgID: string;
  name: string;
  properties: Record<string, string>;
}

const NEW_LABEL = struct<LabelFields>('influxdb.Label', { orgID: id, name: text(), properties: textMap });
const LABEL_UPDATE = struct<Omit<LabelFields, 'orgID'>>('influxdb.LabelUpdate', { name: text(), properties: textMap });

const list: Handler = (call) => {
  const { state, query } = call;
  const orgId = isId(query.get('orgID') ?? '') ? query.get('orgID')?.toLowerCase() : undefined;
  const name = query.get('name');
  const all = [...state.labels.values()].filter(
    (each) => (!orgId || each.orgId === orgId) && (!name || each.name === name),
  );
  const seen = visible(call, all, (held, each) =>
    allows(held, { action: 'read', type: 'labels', id: each.id, orgId: each.orgId }),
  );
  return indented(200, { links: { self: '/api/v2/labels' }, labels: seen.map(labelBody) });
};

const create: Handler = (call) => {
  const { state } = call;
  const { orgID: orgId, name = '', properties = {} } = decodeBody(call, NEW_LABEL) ?? {};
  if (name.trim() === '') throw invalid('label name is required');
  if (!orgId) throw invalid('orgID is required');
  authorize(call, { action: 'write', type: 'labels', orgId });
  const taken = [...state.labels.values()].some(
    (each) => each.orgId === orgId && each.name.toLowerCase() === name.trim().toLowerCase(),
  );
  if (taken) throw conflict(`label with name ${name} already exists`);
  const label: Label = { id: state.extraIds.labels.next(Date.now()), orgId, name: name.trim(), properties };
  state.labels.set(label.id, label);
  return indented(201, oneLabel(label));
};

const get: Handler = (call) => {
  const label = find(call);
  authorize(call, { action: 'read', type: 'labels', id: label.id, orgId: label.orgId });
  return indented(200, oneLabel(label));
};

/** An empty property takes the old one away. */
const patch: Handler = (call) => {
  const { name, properties = {} } = decodeJson(bodyText(call), LABEL_UPDATE) ?? {};
  const label = find(call);
  authorize(call, { action: 'write', type: 'labels', id: label.id, orgId: label.orgId });
  label.name = name ?? label.name;
  label.properties = Object.fromEntries(
    Object.entries({ ...label.properties, ...properties }).filter(([, value]) => value !== ''),
  );
  return indented(200, oneLabel(label));
};

const remove: Handler = (call) => {
  const label = find(call);
  authorize(call, { action: 'write', type: 'labels', id: label.id, orgId: label.orgId });
  call.state.labels.delete(label.id);
  return noContent();
};

export const labelRoutes: Route[] = [
  { path: '', methods: { GET: list, POST: create } },
  { path: ':id', methods: { GET: get, PATCH: patch, DELETE: remove } },
];

function find({ state, params }: Call): Label {
  const label = state.labels.get(parseId(params.id ?? ''));
  if (!label) throw notFound('label not found');
  return label;
}

function labelBody({ id: labelId, orgId, name, properties }: Label): GoValue {
  const sorted = Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { id: labelId, orgID: orgId, name, properties: Object.keys(sorted).length > 0 ? sorted : undefined };
}

function oneLabel(label: Label): GoValue {
  return { links: { self: `/api/v2/labels/${label.id}` }, label: labelBody(label) };
}
