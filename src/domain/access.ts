import type { Grant } from './grant.ts';

/** What is asked for: an action on a type, everywhere, in an organization, or on one resource. */
export type Wanted = Pick<Grant, 'action' | 'type' | 'id' | 'orgId'>;

/**
 * Does one held grant give what is wanted? The matcher of InfluxDB OSS 2.x (`authz.go`, `Permission.Matches`): a grant
 * by id does not compare organizations, and `instance` gives its action on everything, in whatever scope it stands.
 */
export function covers(held: Wanted, wanted: Wanted): boolean {
  if (held.action !== wanted.action) return false;
  if (held.type === 'instance') return true;
  if (held.type !== wanted.type) return false;
  if (!held.id && !held.orgId) return true;
  if (!held.id) return wanted.orgId === held.orgId;
  return wanted.id === held.id;
}

/** The first grant that gives what is wanted, or undefined when none does. */
export function grantThatGives(held: readonly Grant[], wanted: Wanted): Grant | undefined {
  return held.find((grant) => covers(grant, wanted));
}

/** The widest grant that gives what is wanted, or undefined when none does: what else gives it adds nothing. */
export function widestThatGives(held: readonly Grant[], wanted: Wanted): Grant | undefined {
  const giving = held.filter((grant) => covers(grant, wanted));
  const [first] = giving;
  if (giving.length < 2) return first;
  const ofOrg = giving.find(({ id }) => !id);
  const ofAll = giving.find(({ id, orgId }) => !id && !orgId);
  return giving.find(({ type }) => type === 'instance') ?? ofAll ?? ofOrg ?? first;
}

/** May a holder of these grants do what is wanted? */
export function allows(held: readonly Wanted[], wanted: Wanted): boolean {
  return held.some((grant) => covers(grant, wanted));
}
