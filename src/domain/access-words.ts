import type { Action } from './grant.ts';
import { holdsData, typeWord } from './resource-type.ts';
import { showText } from './show-text.ts';
import type { CanDo } from './what-can.ts';
import type { AccessHolder, Through, Works } from './who-can.ts';
import { grouped } from './number-words.ts';

/**
 * Through what a holder has a right on a thing of that type: "Through all buckets of acme, also new ones". The
 * organization is the grant's, else the token's, by the name that it has now; another than its own that nothing names
 * by its id.
 */
export function rightWords(
  { row, grant, through }: Pick<AccessHolder, 'row' | 'grant' | 'through'>,
  type: string,
): string {
  const { orgId, orgName } = row.token;
  const place = grant.orgId ?? orgId;
  const known = row.names.organization(place) ?? grant.orgName;
  return throughWords(through, typeWord(type), known ?? (place === orgId ? orgName : place));
}

function throughWords(through: Through, one: string, orgName: string | undefined): string {
  switch (through) {
    case 'operator':
      return 'Through everything on this server, as operator';
    case 'admin':
      return 'Through everything on this server, as admin';
    case 'instance':
      return 'Through a right on the whole server (instance)';
    case 'everywhere':
      return `Through all ${one}s of every organization, also new ones`;
    case 'all-databases':
      return `Through all ${one}s, also new ones`;
    case 'all-access':
      return `Through everything in ${placeWords(orgName)}, as all-access token`;
    case 'organization':
      return `Through all ${one}s of ${placeWords(orgName)}, also new ones`;
    case 'its-organization':
      return 'Through reading the organization that it is in';
    default:
      return `Through a grant on this ${one}`;
  }
}

const WORKS: Record<Works, string | undefined> = {
  yes: undefined,
  inactive: 'inactive',
  expired: 'expired',
  revoked: 'revoked',
  'owner-inactive': 'owner inactive',
  'owner-gone': 'owner gone',
  'organization-gone': 'organization gone',
  'database-remade': 'for an earlier database of this name',
};

/** What stands against using the rights of a token; undefined when nothing does. */
export function worksWords(works: Works): string | undefined {
  return WORKS[works];
}

/** Why the rights of a token give nothing now, as a sentence; undefined when they do. */
export function whyNot(works: Works): string | undefined {
  const words = WORKS[works];
  return words === undefined ? undefined : `None of this works now: ${WHY[works] ?? `the token is ${words}`}.`;
}

const WHY: Partial<Record<Works, string>> = {
  'owner-inactive': 'the owner of the token is inactive',
  'owner-gone': 'the owner of the token is gone',
  'organization-gone': 'the organization of the token is gone',
};

/**
 * "can read 2 and write 1 of 60 buckets, and 5 other things": what a token can, after its name. `one` is "bucket" or
 * "database".
 */
export function canWords(can: readonly CanDo[], all: number, one: string): string {
  const data = can.filter(({ subject }) => holdsData(subject.type));
  const others = can.length - data.length;
  const counts = (['read', 'write'] as const)
    .map((action) => [action, data.filter((each) => each[action]).length] as const)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${action} ${grouped(count)}`)
    .join(' and ');
  const rest = others === 0 ? '' : `${grouped(others)} other ${others === 1 ? 'thing' : 'things'}`;
  if (counts === '') return rest === '' ? 'can reach nothing here' : `can reach no ${one}, but ${rest}`;
  return `can ${counts} of ${grouped(all)} ${one}${all === 1 ? '' : 's'}${rest === '' ? '' : `, and ${rest}`}`;
}

/** "7 tokens can write telemetry": how many hold the right now. */
export function answerWords(holders: readonly AccessHolder[], action: Action, name: string): string {
  const count = holders.filter(({ works }) => works === 'yes').length;
  const who = count === 0 ? 'No token' : `${grouped(count)} ${count === 1 ? 'token' : 'tokens'}`;
  return `${who} can ${action} ${showText(name, 160)}`;
}

/** "5 active, 1 inactive, 1 owner gone": all holders by whether they can use it, the working ones first. */
export function worksCounts(holders: readonly Pick<AccessHolder, 'works'>[]): string {
  const counts = new Map<string, number>();
  for (const { works } of holders) {
    const word = WORKS[works] ?? 'active';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const active = counts.get('active');
  counts.delete('active');
  const rest = [...counts].map(([word, count]) => `${grouped(count)} ${word}`);
  return [...(active === undefined ? [] : [`${grouped(active)} active`]), ...rest].join(', ');
}

function placeWords(orgName: string | undefined): string {
  return orgName === undefined ? 'its organization' : showText(orgName, 60);
}
