import { ALL_CORE, ALL_IN_ORGANIZATION, bitOf } from './grant-scan.ts';
import type { Holder } from './grant-scan.ts';
import type { Names } from './names.ts';
import { join, name, plain, wide } from './phrase.ts';
import type { Phrase } from './phrase.ts';
import { holdsData, typeWord, typeWords } from './resource-type.ts';
import type { Right, Scope } from './rights.ts';

/** The organization that a token belongs to, from which its rights are told. */
export interface Home {
  readonly orgId: string;
  readonly name: string;
}

export function homeOf({ orgId, orgName }: Holder, names: Names): Home {
  return { orgId, name: names.organization(orgId) ?? orgName ?? `organization ${orgId}` };
}

/** Stands for all types together where a token holds every one of them. */
const EVERYTHING = '*';
const RANK: Record<Scope, number> = { server: 0, everywhere: 1, organization: 2, one: 3 };

/** The widest first, else as they stand. */
export function widestFirst(rights: readonly Right[]): Right[] {
  return [...rights].sort((a, b) => RANK[a.scope] - RANK[b.scope]);
}

/** Rights on every type of one place, told apart by reading and writing, become one right on everything there. */
export function gathered(rights: readonly Right[], home: Home): Right[] {
  const everywhere = gather(rights, ({ scope }) => scope === 'everywhere', ALL_CORE);
  return gather(
    everywhere,
    ({ scope, orgId }) => scope === 'organization' && orgId === home.orgId,
    ALL_IN_ORGANIZATION,
  );
}

function gather(rights: readonly Right[], stands: (right: Right) => boolean, all: number): Right[] {
  const groups = byVerb(rights.filter(stands)).filter(
    ([, held]) => (held.reduce((set, { type }) => set | bitOf(type), 0) & all) === all,
  );
  if (groups.length === 0) return [...rights];
  const taken = new Set(groups.flatMap(([, held]) => held));
  const whole = groups.flatMap(([, held]) => held.slice(0, 1).map((right) => ({ ...right, type: EVERYTHING })));
  return [...whole, ...rights.filter((right) => !taken.has(right))];
}

/** The rights by what may be done, the strongest first, without empty groups. */
export function byVerb(rights: readonly Right[]): Array<[verb: string, rights: Right[]]> {
  const groups: Array<[string, Right[]]> = [
    ['read and write', rights.filter(({ read, write }) => read && write)],
    ['write', rights.filter(({ read, write }) => write && !read)],
    ['read', rights.filter(({ read, write }) => read && !write)],
    ...ALSO.map((action): [string, Right[]] => [action, rights.filter(({ also }) => also.includes(action))]),
  ];
  return groups.filter(([, held]) => held.length > 0);
}

const ALSO = ['create', 'describe', 'update', 'drop', 'delete'] as const;

/** Does the right stand in the home organization, so that "in acme" says where? */
export function isHome({ scope, type, orgId }: Right, home: Home): boolean {
  if (scope === 'organization') return orgId === home.orgId;
  return scope === 'one' && !isPlaceless(type) && (!orgId || orgId === home.orgId);
}

/** Of no organization, as users, organizations and databases are: "in acme" would say nothing about it. */
export function standsAlone({ scope, type }: Right): boolean {
  return (scope === 'one' || type === 'databases' || type === 'system') && isPlaceless(type);
}

function isPlaceless(type: string): boolean {
  return type === 'users' || type === 'orgs' || type === 'databases' || type === 'system';
}

interface Wording {
  /** Says the home organization's name too. */
  sayHome: boolean;
  /** Says of targets that are gone that they are, besides striking them. */
  sayGone: boolean;
  /** What stands before the last one: ' and ' where nothing follows. */
  last: string;
}

/** The targets of rights that allow the same, in words, gathered by the organization that they stand in. */
export function listed(rights: readonly Right[], home: Home, wording: Wording): Phrase {
  const places = new Map<string, { items: Phrase[]; where: Phrase }>();
  for (const right of rights) {
    const { key, where } = placeOf(right, home, wording);
    const place = places.get(key) ?? { items: [], where };
    place.items.push(target(right, wording));
    places.set(key, place);
  }
  return join(
    [...places.values()].map(({ items, where }) => [...join(items, wording.last), ...where]),
    wording.last,
  );
}

function placeOf(right: Right, home: Home, { sayHome }: Wording): { key: string; where: Phrase } {
  if (right.scope === 'server') return { key: 'server', where: [wide(' on the server')] };
  if (right.scope === 'everywhere' && isPlaceless(right.type)) return { key: 'alone', where: [] };
  if (right.scope === 'everywhere') return { key: 'everywhere', where: [wide(' in every organization')] };
  if (standsAlone(right)) return { key: 'alone', where: [] };
  const away = !isHome(right, home);
  const said = away ? (right.orgName ?? `organization ${right.orgId ?? ''}`) : home.name;
  const all = right.type === EVERYTHING;
  const key = `${all ? 'all' : 'some'}:${right.orgId ?? home.orgId}`;
  if (all) return { key, where: [wide(' in '), name(said, 'wide')] };
  return { key, where: away || sayHome ? [plain(' in '), name(said, 'plain')] : [] };
}

function target(right: Right, { sayGone }: Wording): Phrase {
  const { type, scope, id = '' } = right;
  if (type === EVERYTHING || scope === 'server') return [wide('everything')];
  const many = holdsData(type) ? `all ${typeWords(type)}` : typeWords(type);
  if (scope === 'everywhere') return [name(many, 'wide')];
  if (scope === 'organization') return [name(many, 'plain')];
  if (right.dead)
    return [name(right.name ?? `${typeWord(type)} ${id}`, 'dead'), ...(sayGone ? [plain(' (gone)')] : [])];
  if (holdsData(type) && right.name) return [name(right.name)];
  return [name(typeWord(type), 'plain'), plain(' '), name(right.name ?? id)];
}
