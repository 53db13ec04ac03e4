import type { Action, Grant } from '#domain/grant';
import { distinctGrants } from '#domain/grant';
import type { Offer } from '#domain/server';
import { holdsData, INSTANCE } from '#domain/resource-type';
import { allAccessGrants, customGrants, operatorGrants, readWriteGrants } from '#domain/grants-for';

/** The kinds that the create page makes. */
export type CreatableKind = Offer['kind'];

/** Whose the new token will be: of the connection's own user, of a user of the server, or of one that is made first. */
export type OwnerChoice = { who: 'me' } | { who: 'user'; id: string } | { who: 'new'; name: string };

export interface ActionChoice {
  read: boolean;
  write: boolean;
}

export interface SingleRight extends ActionChoice {
  type: string;
  id: string;
}

export interface BucketChoice {
  allRead: boolean;
  allWrite: boolean;
  read: Iterable<string>;
  write: Iterable<string>;
}

/** What is ticked for each kind; only what belongs to `kind` counts. */
export interface RightsChoice {
  kind: CreatableKind;
  orgId: string;
  buckets: BucketChoice;
  types: Iterable<[string, ActionChoice]>;
  single: readonly SingleRight[];
  extra: readonly Grant[];
  /** Of databases: what else is allowed on those that are chosen, and the server's own resources that can be read. */
  also: Iterable<Action>;
  system: Iterable<string>;
}

/** What the rights of a choice need to be known: who will own the token, and which types the server has. */
interface RightsSetting {
  ownerId: string;
  types: readonly string[];
}

/**
 * The rights that a choice means, without repetitions. A right on everything of a type makes its single ones needless.
 */
export function grantsOf(choice: RightsChoice, { ownerId, types }: RightsSetting): Grant[] {
  const { orgId } = choice;
  switch (choice.kind) {
    case 'operator':
      return operatorGrants(types);
    case 'admin':
      return [
        { action: 'read', type: INSTANCE },
        { action: 'write', type: INSTANCE },
      ];
    case 'database':
      return distinctGrants([...databaseGrants(choice), ...choice.extra]);
    case 'all-access':
      return allAccessGrants({ orgId, ownerId, types });
    case 'read-write':
      return distinctGrants([...bucketGrants(choice), ...choice.extra]);
    case 'custom': {
      const whole = [...choice.types].map(([type, actions]) => ({ type, ...actions }));
      const single = [...choice.single];
      return distinctGrants([
        ...bucketGrants(choice),
        ...customGrants({ orgId, ownerId, types: whole, single }),
        ...choice.extra,
      ]);
    }
  }
}

function bucketGrants({ orgId, buckets }: RightsChoice): Grant[] {
  const read = buckets.allRead ? 'all' : [...buckets.read];
  const write = buckets.allWrite ? 'all' : [...buckets.write];
  return readWriteGrants({ orgId, read, write });
}

function databaseGrants({ buckets, also, system }: RightsChoice): Grant[] {
  const on = (action: Action, all: boolean, names: Iterable<string>): Grant[] =>
    all ? [{ action, type: 'databases' }] : [...names].map((name) => ({ action, type: 'databases', id: name, name }));
  const chosen = new Set([...buckets.read, ...buckets.write]);
  return [
    ...on('read', buckets.allRead, buckets.read),
    ...on('write', buckets.allWrite, buckets.write),
    ...[...also].flatMap((action) => on(action, buckets.allRead || buckets.allWrite, chosen)),
    ...[...system].map((name): Grant => ({ action: 'read', type: 'system', id: name, name })),
  ];
}

/** Are the rights of this kind all there is to it, so that none are chosen? */
export function hasOwnRights(kind: CreatableKind): boolean {
  return kind === 'operator' || kind === 'all-access' || kind === 'admin';
}

/** What is ticked, and the rights beside it. */
interface Ticks {
  buckets: BucketChoice;
  types: Map<string, ActionChoice>;
  single: SingleRight[];
  system: Set<string>;
  extra: Grant[];
}

/** The ticks that mean these rights in one organization, and the rights that no tick can mean. */
export function choiceOf(
  kind: CreatableKind,
  grants: readonly Grant[],
  orgId: string,
  userId: string | undefined,
): Ticks {
  const buckets = { allRead: false, allWrite: false, read: new Set<string>(), write: new Set<string>() };
  const types = new Map<string, ActionChoice>();
  const single = new Map<string, SingleRight>();
  const system = new Set<string>();
  const extra: Grant[] = [];
  if (hasOwnRights(kind)) return { buckets, types, single: [], system, extra };

  for (const grant of grants) {
    const { action, type, id } = grant;
    if (action !== 'read' && action !== 'write') extra.push(grant);
    else if (holdsData(type) && id) buckets[action].add(id);
    else if (type === 'system' && action === 'read' && id) system.add(id);
    else if (type === 'databases') buckets[action === 'read' ? 'allRead' : 'allWrite'] = true;
    else if (type === 'buckets' && grant.orgId === orgId) buckets[action === 'read' ? 'allRead' : 'allWrite'] = true;
    else if (meansWholeType(grant, orgId, userId))
      types.set(type, { ...(types.get(type) ?? { read: false, write: false }), [action]: true });
    else if (id)
      single.set(`${type}:${id}`, {
        ...(single.get(`${type}:${id}`) ?? { type, id, read: false, write: false }),
        [action]: true,
      });
    else extra.push(grant);
  }
  return { buckets, types, single: [...single.values()], system, extra };
}

/** InfluxDB OSS 2.x scopes `orgs` and `users` by id only: "the type" there means the own organization and the owner. */
function meansWholeType({ type, id, orgId }: Grant, ownOrgId: string, userId: string | undefined): boolean {
  if (type === 'orgs') return id === ownOrgId;
  if (type === 'users') return id !== undefined && id === userId;
  return !id && orgId === ownOrgId;
}

/** Nothing ticked. */
export const NO_CHOICE: RightsChoice = {
  kind: 'read-write',
  orgId: '',
  buckets: { allRead: false, allWrite: false, read: [], write: [] },
  types: [],
  single: [],
  extra: [],
  also: [],
  system: [],
};
