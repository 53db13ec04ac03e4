import { wantedFor, type AccessTarget } from './access-target.ts';
import type { Action, Grant } from './grant.ts';
import type { Reached, ReachIndex } from './reach-index.ts';
import { holdsData, INSTANCE } from './resource-type.ts';
import type { TokenRow } from './search-row.ts';

/**
 * Through what a token has a right: what it is as a whole (operator, admin, all-access), the whole server (`instance`),
 * all there are on the server (`everywhere`; `all-databases` where an exact name would go before it), all of an
 * organization, the organization itself (which shows the server's own buckets in it), or this one by itself.
 */
export type Through =
  | 'operator'
  | 'admin'
  | 'instance'
  | 'all-access'
  | 'everywhere'
  | 'all-databases'
  | 'organization'
  | 'its-organization'
  | 'exact';

/** The widest first. */
export const THROUGHS: readonly Through[] = [
  'operator',
  'admin',
  'instance',
  'everywhere',
  'all-databases',
  'all-access',
  'organization',
  'its-organization',
  'exact',
];

/** Whether a right can be used now, or what stands against it. */
export type Works =
  | 'yes'
  | 'inactive'
  | 'expired'
  | 'revoked'
  | 'owner-inactive'
  | 'owner-gone'
  | 'organization-gone'
  | 'database-remade';

/** One answer to "who can": a token, the grant that gives it, through what, and whether it works. */
export interface AccessHolder {
  readonly row: TokenRow;
  readonly grant: Grant;
  readonly through: Through;
  readonly works: Works;
}

/** Whether it works is told when it is asked for: 300,000 may hold a right, and few are looked at. */
class Holder implements AccessHolder {
  constructor(
    readonly row: TokenRow,
    readonly grant: Grant,
    readonly through: Through,
  ) {}

  get works(): Works {
    return worksOf(this.row);
  }
}

/**
 * Everyone who holds the right to do `action` to the target: those who can use it now and those who could if nothing
 * stood against it (`works`). The widest rights first, else in the order of the list.
 */
export function whoCan(index: ReachIndex, action: Action, target: AccessTarget): AccessHolder[] {
  const answers = index.find(wantedFor(action, target)).flatMap((reached) => answerOf(reached, target));
  const inOrder = THROUGHS.flatMap((through) => answers.filter((answer) => answer.through === through));
  const holders = holdersOf(inOrder);
  for (const holder of earlierHolders(index, action, target, holders)) holders.push(holder);
  return holders;
}

/** Tokens that have a right through the same grant. */
interface Answer {
  readonly rows: readonly TokenRow[];
  readonly grant: Grant;
  readonly through: Through;
}

function answerOf({ grant, kind, rows }: Reached, target: AccessTarget): Answer[] {
  const asking = kind === 'v1' ? rows.filter((row) => mayAsk(row, target)) : rows;
  const [first] = asking;
  return first ? [{ rows: asking, grant, through: throughOf({ kind, token: first.token }, grant, target) }] : [];
}

function holdersOf(answers: readonly Answer[]): AccessHolder[] {
  // Made as long as it gets: one that grows is copied again and again.
  const holders = new Array<AccessHolder>(answers.reduce((sum, { rows }) => sum + rows.length, 0));
  let next = 0;
  for (const { rows, grant, through } of answers)
    for (const row of rows) holders[next++] = new Holder(row, grant, through);
  return holders;
}

/** Through what a grant of this token gives what it gives of the target. */
export function throughOf(
  { kind, token }: Pick<TokenRow, 'kind' | 'token'>,
  grant: Grant,
  { type }: Pick<AccessTarget, 'type'>,
): Through {
  if (grant.id && grant.type === type) return 'exact';
  if (kind === 'operator' || kind === 'admin') return kind;
  if (grant.type === INSTANCE) return 'instance';
  if (kind === 'all-access') return 'all-access';
  if (grant.id) return 'its-organization';
  if (grant.orgId) return 'organization';
  return token.exactFirst ? 'all-databases' : 'everywhere';
}

/** Can the rights of this token be used now? */
export function worksOf({ token }: Pick<TokenRow, 'token'>): Works {
  if (token.status !== 'active') return token.status;
  if (token.ownerInactive) return 'owner-inactive';
  if (token.ownerId !== '' && token.ownerName === undefined) return 'owner-gone';
  return token.orgId !== '' && token.orgName === undefined ? 'organization-gone' : 'yes';
}

/**
 * Can the holder ask for it at all? Logins of the 1.x API name a database of their own organization, and are let in
 * nowhere but where data is written and queried (InfluxDB OSS 2.x: `/write`, `/query`).
 */
export function mayAsk({ token }: Pick<TokenRow, 'token'>, { type, id, orgId }: AccessTarget): boolean {
  return token.store !== 'v1' || (holdsData(type) && id !== undefined && orgId === token.orgId);
}

/** Those whose right was on an earlier database of that name, told apart; who has it otherwise too is left out. */
function earlierHolders(
  index: ReachIndex,
  action: Action,
  { type, id = '' }: AccessTarget,
  holders: readonly AccessHolder[],
): AccessHolder[] {
  const rows = type === 'databases' ? index.namingEarlier(id) : [];
  if (rows.length === 0) return [];
  const found = new Set(holders.map(({ row }) => row));
  return rows.flatMap((row): AccessHolder[] => {
    const grant = row.token.grants.find((one) => one.type === type && one.id === id && one.action === action);
    return grant && !found.has(row) ? [{ row, grant, through: 'exact', works: 'database-remade' }] : [];
  });
}
