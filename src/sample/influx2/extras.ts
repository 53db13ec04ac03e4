import {
  authorize,
  bodyText,
  callerOf,
  compact,
  indented,
  noContent,
  visible,
  type Call,
  type Handler,
} from './call.ts';
import { invalid, notFound } from './errors.ts';
import { decodeJson, id, struct, text } from './go-decode.ts';
import type { GoValue } from './go-json.ts';
import { parseId } from './ids.ts';
import { pagingLinks, readPaging } from './paging.ts';
import { allows } from './reach.ts';
import type { Route } from './routes.ts';
import { now, rfc3339, type Moment } from './time.ts';

/** A task, a dashboard or a Telegraf configuration: enough for a token that names one. */
export interface Extra {
  id: string;
  orgId: string;
  ownerId: string;
  name: string;
  description: string;
  source: string;
  createdAt: Moment;
}

type Kind = 'tasks' | 'dashboards' | 'telegrafs';

interface NewExtra {
  orgID: string;
  name: string;
  description: string;
  flux: string;
  config: string;
}

const NEW_EXTRA = struct<NewExtra>('http.request', {
  orgID: id,
  name: text(),
  description: text(),
  flux: text(),
  config: text(),
});

/** How one kind is shown, alone and in a list. */
interface Look {
  one: (call: Call, extra: Extra) => GoValue;
  list: (call: Call, shown: GoValue[]) => GoValue;
  answer: typeof indented;
  missing: string;
}

/** The routes of one kind: list, make, get, delete. */
export function extraRoutes(kind: Kind): Route[] {
  const look = LOOKS[kind];
  return [
    { path: '', methods: { GET: (call) => list(call, kind, look), POST: (call) => create(call, kind, look) } },
    { path: ':id', methods: { GET: (call) => get(call, kind, look), DELETE: (call) => remove(call, kind, look) } },
  ];
}

function list(call: Call, kind: Kind, look: Look): ReturnType<Handler> {
  const orgId = call.query.get('orgID') ? parseId(call.query.get('orgID') ?? '') : undefined;
  const all = [...call.state.extras[kind].values()].filter((each) => !orgId || each.orgId === orgId);
  const seen = visible(call, all, (held, each) =>
    allows(held, { action: 'read', type: kind, id: each.id, orgId: each.orgId }),
  );
  return look.answer(
    200,
    look.list(
      call,
      seen.map((each) => look.one(call, each)),
    ),
  );
}

function create(call: Call, kind: Kind, look: Look): ReturnType<Handler> {
  const { state } = call;
  const { orgID: orgId, name, description = '', flux, config } = decodeJson(bodyText(call), NEW_EXTRA) ?? {};
  if (!orgId) throw invalid('organization id must be provided');
  authorize(call, { action: 'write', type: kind, orgId });
  const createdAt = now();
  const extra: Extra = {
    id: state.extraIds[kind].next(createdAt.ms),
    orgId,
    ownerId: callerOf(call).userId,
    name: name ?? flux?.match(/name:\s*"([^"]*)"/)?.[1] ?? '',
    description,
    source: flux ?? config ?? '',
    createdAt,
  };
  state.extras[kind].set(extra.id, extra);
  return look.answer(201, look.one(call, extra));
}

function get(call: Call, kind: Kind, look: Look): ReturnType<Handler> {
  const extra = find(call, kind, look);
  authorize(call, { action: 'read', type: kind, id: extra.id, orgId: extra.orgId });
  return look.answer(200, look.one(call, extra));
}

function remove(call: Call, kind: Kind, look: Look): ReturnType<Handler> {
  const extra = find(call, kind, look);
  authorize(call, { action: 'write', type: kind, id: extra.id, orgId: extra.orgId });
  call.state.extras[kind].delete(extra.id);
  return noContent();
}

function find(call: Call, kind: Kind, look: Look): Extra {
  const extra = call.state.extras[kind].get(parseId(call.params.id ?? ''));
  if (!extra) throw notFound(look.missing);
  return extra;
}

const LOOKS: Readonly<Record<Kind, Look>> = {
  tasks: {
    answer: compact,
    missing: 'failed to find task: task not found',
    list: ({ query }, tasks) => ({ links: { self: `/api/v2/tasks?limit=${query.get('limit') || '100'}` }, tasks }),
    one: ({ state }, task) => ({
      links: subLinks('tasks', task.id, ['labels', 'logs', 'members', 'owners', 'runs']),
      labels: [],
      id: task.id,
      orgID: task.orgId,
      org: state.orgs.get(task.orgId)?.name ?? '',
      ownerID: task.ownerId,
      name: task.name,
      status: 'active',
      flux: task.source,
      every: task.source.match(/every:\s*([0-9a-z]+)/)?.[1],
      latestCompleted: wholeSecond(task.createdAt),
      createdAt: wholeSecond(task.createdAt),
    }),
  },
  dashboards: {
    answer: indented,
    missing: 'dashboard not found',
    list: ({ query }, dashboards) => ({
      links: pagingLinks('/api/v2/dashboards', readPaging(query), {}, dashboards.length),
      dashboards,
    }),
    one: (_, { id: dashboard, orgId, name, description, createdAt }) => ({
      id: dashboard,
      orgID: orgId,
      name,
      description,
      meta: { createdAt: rfc3339(createdAt), updatedAt: rfc3339(createdAt) },
      cells: [],
      labels: [],
      links: {
        self: `/api/v2/dashboards/${dashboard}`,
        members: `/api/v2/dashboards/${dashboard}/members`,
        owners: `/api/v2/dashboards/${dashboard}/owners`,
        cells: `/api/v2/dashboards/${dashboard}/cells`,
        labels: `/api/v2/dashboards/${dashboard}/labels`,
        org: `/api/v2/orgs/${orgId}`,
      },
    }),
  },
  telegrafs: {
    answer: compact,
    missing: 'telegraf configuration not found',
    list: (_, configurations) => ({ configurations }),
    one: (_, { id: telegraf, orgId, name, description, source }) => ({
      id: telegraf,
      orgID: orgId,
      name,
      description: description || undefined,
      config: source,
      metadata: { buckets: [] },
      labels: [],
      links: {
        self: `/api/v2/telegrafs/${telegraf}`,
        labels: `/api/v2/telegrafs/${telegraf}/labels`,
        members: `/api/v2/telegrafs/${telegraf}/members`,
        owners: `/api/v2/telegrafs/${telegraf}/owners`,
      },
    }),
  },
};

function subLinks(kind: Kind, extra: string, parts: readonly string[]): GoValue {
  const self = `/api/v2/${kind}/${extra}`;
  return { ...Object.fromEntries(parts.map((part) => [part, `${self}/${part}`])), self };
}

const wholeSecond = ({ ms }: Moment): string => rfc3339({ ms: Math.floor(ms / 1000) * 1000, nanos: 0 });
