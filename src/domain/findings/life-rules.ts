import { name, plain } from '#domain/phrase';
import type { TokenRow } from '#domain/search-row';
import { agoLong } from '#domain/time-words';
import { isActive, type RowRule } from './row-rule.ts';
import { said, who } from './words.ts';

const DAY = 24 * 60 * 60 * 1000;
const INACTIVE_LONG = 90 * DAY;
const SOON = 14 * DAY;
const OLD = 365 * DAY;

/** Rules about whose a token is, how old it is, when it ends, and what it says of itself. */
export const LIFE_RULES: readonly RowRule[] = [
  {
    rule: 'owner-gone',
    by: 'owner',
    applies: ({ server }) => server.traits.owners,
    // SECURITY: only what is known to be gone counts. A name that merely was not told is no proof.
    fires: ({ token }, { names }) =>
      token.ownerId !== '' && token.ownerName === undefined && names.isGone('users', token.ownerId) === true,
    words: (rows) => said(rows, 'stopped working when the owner was deleted.'),
  },
  {
    rule: 'owner-inactive',
    by: 'owner',
    applies: ({ server }) => server.traits.owners,
    fires: ({ token }) => token.ownerInactive === true,
    words: (rows) => [
      ...said(rows, 'does not work while the user ', 'do not work while the user '),
      name(rows[0]?.owner ?? ''),
      plain(' is inactive.'),
    ],
  },
  {
    rule: 'organization-gone',
    by: 'organization',
    applies: ({ server }) => server.traits.organizations,
    fires: ({ token }, { names }) =>
      token.orgId !== '' && token.orgName === undefined && names.isGone('orgs', token.orgId) === true,
    words: (rows) => said(rows, 'belongs to an organization that was deleted.', 'belong to one that was deleted.'),
  },
  {
    rule: 'expires-soon',
    by: 'all',
    applies: ({ server }) => server.traits.expiry,
    fires: (row, { now }) => isActive(row) && row.kind !== 'operator' && isSoon(row.token.expiresAt, now),
    words: (rows, { now }) => {
      const first = firstEnd(rows);
      return [...who(rows), plain(`${rows.length > 1 ? ' expire, the first ' : ' expires '}${agoLong(first, now)}.`)];
    },
  },
  {
    rule: 'operator-expires',
    by: 'token',
    applies: ({ server }) => server.traits.expiry,
    fires: ({ kind, token }) => kind === 'operator' && token.expiresAt !== undefined,
    words: (rows, { now }) => [...who(rows), plain(` ends ${agoLong(rows[0]?.token.expiresAt, now)}.`)],
  },
  {
    rule: 'inactive-long',
    by: 'all',
    fires: ({ token }, { now }) => token.status === 'inactive' && isOlder(token.changedAt, now, INACTIVE_LONG),
    words: (rows) =>
      said(rows, 'has been inactive for more than three months.', 'have been inactive for more than three months.'),
  },
  {
    rule: 'expired',
    by: 'all',
    applies: ({ server }) => server.traits.expiry,
    fires: ({ token }) => token.status === 'expired',
    words: (rows) => said(rows, 'is expired and still in the list.', 'are expired and still in the list.'),
  },
  {
    rule: 'never-expires',
    by: 'all',
    applies: ({ server }) => server.traits.expiry,
    fires: (row) => isActive(row) && row.kind !== 'operator' && row.token.expiresAt === undefined,
    words: (rows) => said(rows, 'works without an end.', 'work without an end.'),
  },
  {
    rule: 'old',
    by: 'all',
    fires: (row, { now }) => isActive(row) && isOlder(row.token.createdAt, now, OLD),
    words: (rows, { now }) => {
      const oldest = rows.reduce((first, { token }) => Math.min(first, token.createdAt ?? first), now);
      return [...said(rows, 'was made', 'are old, the first was made'), plain(` ${agoLong(oldest, now)}.`)];
    },
  },
  {
    rule: 'no-description',
    by: 'all',
    applies: ({ server }) => server.traits.label === 'description',
    fires: ({ token }) => token.description.trim() === '' && token.status !== 'revoked',
    words: (rows) => said(rows, 'says nothing of what it is for.', 'say nothing of what they are for.'),
  },
];

function isSoon(endsAt: number | undefined, now: number): boolean {
  return endsAt !== undefined && endsAt > now && endsAt - now <= SOON;
}

/** No date is no proof of age: then it is silent. */
function isOlder(since: number | undefined, now: number, age: number): boolean {
  return since !== undefined && now - since > age;
}

function firstEnd(rows: readonly TokenRow[]): number {
  return rows.reduce((first, { token }) => Math.min(first, token.expiresAt ?? Infinity), Infinity);
}
