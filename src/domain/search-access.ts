import { allows, covers, type Wanted } from './access.ts';
import { targetOf, wantedFor } from './access-target.ts';
import { grantThatGives3 } from './access3.ts';
import { bitOf } from './grant-scan.ts';
import type { Action, Grant } from './grant.ts';
import type { Names } from './names.ts';
import type { Bucket } from './resource.ts';
import { holdsData, INSTANCE, KNOWN_TYPES, typeLabel } from './resource-type.ts';
import { meantValues } from './search-query.ts';
import type { QueryTerm } from './search-query.ts';
import type { TokenRow } from './search-row.ts';

/** May the holder of a row do this action to what was asked for? */
type May = (row: TokenRow, action: Action) => boolean;

const BOTH: readonly Action[] = ['read', 'write'];
const MOST_BUCKETS = 20;
const BUCKETS = bitOf('buckets') | bitOf('databases');

/**
 * The terms `can`, `bucket` or `database`, and `type` together: `can:write bucket:x` means, may write bucket x. Without
 * `can`, either action will do. `-can:write bucket:x` means, may use bucket x, but not write it.
 */
export function accessTest(terms: readonly QueryTerm[], names: Names): (row: TokenRow) => boolean {
  const cans = terms.filter(({ key }) => key === 'can');
  const actions = cans.filter(({ not }) => !not).flatMap(actionsOf);
  const refused = cans.filter(({ not }) => not).flatMap(actionsOf);
  const targets = terms.filter(({ key }) => key !== 'can');
  const asked = targets.filter(({ not }) => !not).map((term) => mayOf(term, names));
  const excluded = targets.filter(({ not }) => not).map((term) => mayOf(term, names));
  const subjects = asked.length > 0 ? asked : [mayAnything];
  const may = (row: TokenRow, one: May): boolean =>
    actions.length === 0 ? BOTH.some((action) => one(row, action)) : actions.every((action) => one(row, action));
  return (row) =>
    (terms.length === refused.length || subjects.every((one) => may(row, one))) &&
    !refused.some((action) => subjects.some((one) => one(row, action))) &&
    !excluded.some((one) => may(row, one));
}

function actionsOf({ value }: QueryTerm): Action[] {
  const meant = meantValues('can', value);
  return BOTH.filter((action) => meant.includes(action));
}

function mayOf({ key, value }: QueryTerm, names: Names): May {
  return key === 'bucket' || key === 'database' ? mayBucket(value, names) : mayType(value.toLowerCase());
}

const mayAnything: May = ({ scan }, action) => (action === 'read' ? scan.anyRead : scan.anyWrite) !== 0;

/**
 * Buckets of that name or id by the one matcher; what no known bucket is called is looked for in the grants themselves.
 */
function mayBucket(value: string, names: Names): May {
  const wanted = bucketsMeant(value, names).slice(0, MOST_BUCKETS);
  if (wanted.length === 0) {
    const isMeant = meantGrant(value.toLowerCase(), !names.knowsAllBuckets);
    return ({ bucketGrants, token }, action) => {
      const own = token.exactFirst ? bucketGrants.filter(({ id }) => id?.toLowerCase() === value.toLowerCase()) : [];
      return (own.length > 0 ? own : bucketGrants).some((grant) => grant.action === action && isMeant(grant));
    };
  }
  const asked = wanted.map(targetOf).flatMap((target) => BOTH.map((action) => wantedFor(action, target)));
  const onData = asked.filter(({ type }) => holdsData(type));
  // What is read with a right on something else: the server's own buckets.
  const onOther = asked.filter(({ type }) => !holdsData(type));
  return (row, action) => {
    const { scan, bucketGrants, token } = row;
    const isAsked = (one: Wanted): boolean => one.action === action;
    if (token.exactFirst) return asked.some((one) => isAsked(one) && grantThatGives3(bucketGrants, one) !== undefined);
    if (onOther.some((one) => isAsked(one) && allows(token.grants, one))) return true;
    if (!onData.some(isAsked)) return false;
    if (((action === 'read' ? scan.everywhereRead : scan.everywhereWrite) & BUCKETS) !== 0) return true;
    if (((action === 'read' ? scan.anyRead : scan.anyWrite) & BUCKETS) === 0) return false;
    return bucketGrants.some((grant) => onData.some((one) => isAsked(one) && covers(grant, one)));
  };
}

function bucketsMeant(value: string, names: Names): readonly Bucket[] {
  const start = value.toLowerCase().replace(/\*$/u, '');
  const exact = value.endsWith('*') ? [] : [...names.bucketsNamed(value), ...optional(names.bucket(value))];
  return exact.length > 0 ? exact : names.bucketsFrom(start);
}

/** While not every bucket is known, a grant on all of them may be one on that bucket too. */
function meantGrant(typed: string, unknown: boolean): (grant: Grant) => boolean {
  return ({ type, id, name }) => {
    if (!id || type === INSTANCE) return unknown;
    return id === typed || name?.toLowerCase() === typed;
  };
}

/** A type by its own word or by the one on the screen, whole or its beginning; the whole server gives every type. */
function mayType(typed: string): May {
  const meant = KNOWN_TYPES.filter(
    (type) => type.toLowerCase().startsWith(typed) || typeLabel(type).toLowerCase().startsWith(typed),
  );
  const set = meant.reduce((bits, type) => bits | bitOf(type), bitOf(INSTANCE));
  const isUnknown = meant.length === 0 && typed !== INSTANCE;
  return ({ scan, token }, action) => {
    if (((action === 'read' ? scan.anyRead : scan.anyWrite) & set) !== 0) return true;
    return isUnknown && token.grants.some((grant) => grant.action === action && grant.type.toLowerCase() === typed);
  };
}

function optional<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
