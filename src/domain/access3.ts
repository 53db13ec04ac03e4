import type { Wanted } from './access.ts';
import type { Action, Grant } from './grant.ts';
import { ALL, givesAdmin, systemName } from './permission3.ts';
import type { Permission3 } from './permission3.ts';
import { INSTANCE } from './resource-type.ts';

/**
 * What is asked of InfluxDB 3: an action on a database (null: one that does not exist yet) or on a system resource.
 * Databases are compared as text. A server keeps ids, so that who knows those gives them here and in the permissions:
 * a database made again has another id, and an old permission, though it shows the same name, does not reach it.
 */
export type Wanted3 = { readonly database: string | null; readonly action: Action } | SystemWanted;

interface SystemWanted {
  readonly system: string;
  readonly action: Action;
}

/** The server's own database, which administrators alone may use. */
const INTERNAL = '_internal';

/**
 * May a token with these permissions do what is wanted? InfluxDB 3 (`permissions.rs`, `authorizer.rs`) looks for the
 * exact name, then for `*` of the type, then for `*:*:*`. The first that is there decides, with the actions of all that
 * are alike: `db:*:read` beside `db:foo:write` does not let read `foo`.
 */
export function decide(permissions: readonly Permission3[], wanted: Wanted3): boolean {
  const hits = firstHits(permissions, levels3(wanted));
  return hits.some((hit) => givesAdmin(hit) || hit.actions.includes(wanted.action));
}

/**
 * The grant that gives what is wanted, where an exact grant hides those on all (`decide` in terms of grants); undefined
 * when none does. Wanted without an id is a right on all there are and will be, as a database that does not exist yet
 * needs it. `instance` gives everything; `_internal` and every type but databases and system need it.
 */
export function grantThatGives3(grants: readonly Grant[], wanted: Wanted): Grant | undefined {
  const hits = firstHits(grants, levels(wanted));
  return hits.find((hit) => givesAction(hit, wanted.action));
}

type Level<Held> = (held: Held) => boolean;

function firstHits<Held>(held: readonly Held[], among: ReadonlyArray<Level<Held>>): readonly Held[] {
  for (const level of among) {
    const hits = held.filter(level);
    if (hits.length > 0) return hits;
  }
  return [];
}

function levels3(wanted: Wanted3): Array<Level<Permission3>> {
  if ('system' in wanted) {
    const system = systemName(wanted.system);
    return [
      ({ type, names }) => type === 'system' && names.some((name) => systemName(name) === system),
      isOnAll('system'),
      givesAdmin,
    ];
  }
  const { database } = wanted;
  if (database === INTERNAL) return [givesAdmin];
  if (database === null) return [isOnAll('db'), givesAdmin];
  return [({ type, names }) => type === 'db' && names.includes(database), isOnAll('db'), givesAdmin];
}

function isOnAll(wanted: string): Level<Permission3> {
  return ({ type, names }) => type === wanted && names.includes(ALL);
}

function levels(wanted: Wanted): Array<Level<Grant>> {
  const isInstance: Level<Grant> = ({ type }) => type === INSTANCE;
  if (wanted.type !== 'databases' && wanted.type !== 'system') return [isInstance];
  if (wanted.type === 'databases' && wanted.id === INTERNAL) return [isInstance];

  const onAll: Level<Grant> = ({ type, id }) => type === wanted.type && id === undefined;
  if (wanted.id === undefined) return [onAll, isInstance];
  const wantedId = wanted.type === 'system' ? systemName(wanted.id) : wanted.id;
  return [({ type, id }) => type === wanted.type && id === wantedId, onAll, isInstance];
}

/**
 * An administrator's right stands as reading and writing everything; what is more than reading comes with the writing.
 */
function givesAction({ type, action }: Grant, wanted: Action): boolean {
  if (type === INSTANCE && wanted !== 'read') return action === 'write';
  return action === wanted;
}
