import { KINDS } from './classify.ts';
import { SEVERITIES } from './findings/rule.ts';
import { RULE_IDS } from './findings/rules.ts';
import { SERVER_RULES } from './findings/server-rules.ts';
import { STATUSES } from './status-words.ts';

/** The words that the search understands before a colon. */
const FILTER_KEYS = [
  'kind',
  'can',
  'bucket',
  'database',
  'type',
  'status',
  'owner',
  'org',
  'id',
  'older',
  'expires',
  'is',
  'finding',
  'unused',
] as const;
/** The words that are understood besides where the rows of several servers stand in one list. */
const FLEET_KEYS = ['server', 'env', 'product'] as const;
export type FilterKey = (typeof FILTER_KEYS)[number] | (typeof FLEET_KEYS)[number];

/** One thing asked for. `text` is a free word; `not` stands for the minus before it. */
export interface QueryTerm {
  readonly key: FilterKey | 'text';
  readonly value: string;
  readonly not: boolean;
}

/**
 * What was typed, in the order typed. `problems` are sentences about what was not understood; nothing typed is dropped.
 */
export interface Query {
  readonly terms: readonly QueryTerm[];
  readonly problems: readonly string[];
}

/**
 * The values that a key takes; keys that are not here take any text. `*` at an end stands for any rest where names are
 * asked.
 */
const FILTER_VALUES: Partial<Record<FilterKey, readonly string[]>> = {
  kind: KINDS,
  can: ['read', 'write'],
  status: STATUSES,
  is: ['own', 'orphan', 'dead', 'readable'],
  finding: [...SEVERITIES, 'any', ...RULE_IDS],
};
const OF_SERVERS: readonly string[] = SERVER_RULES.map(({ rule }) => rule);

const TERM = /(-?)(?:([a-z]+):)?(?:"((?:[^"\\]|\\.)*)(?:"|\\?$)|(\S*))\s*/giu;
const PLAIN_VALUE = /^[^\s"\\]+$/u;
const PLAIN_TEXT = /^[^\s"\\:-][^\s"\\:]*$/u;
const AGE = /^(\d{1,6})(h|d|w|m|y)$/iu;
const SPAN = /^(<|>)?(\d{1,6}[hdwmy])$/iu;
const HOURS: Record<string, number> = { h: 1, d: 24, w: 168, m: 730, y: 8760 };

/** Reads a query over several servers: all words of `parseQuery`, and `server:`, `env:`, `product:`. */
export function parseFleetQuery(text: string): Query {
  return parse(text, [...FLEET_KEYS, ...FILTER_KEYS]);
}

/** Reads `kind:operator can:write bucket:telemetry -status:inactive "quoted text"`. Never fails. */
export function parseQuery(text: string): Query {
  return parse(text, FILTER_KEYS);
}

function parse(text: string, keys: readonly FilterKey[]): Query {
  const terms: QueryTerm[] = [];
  const problems: string[] = [];
  for (const [whole, minus = '', key = '', quoted, bare = ''] of text.trim().matchAll(TERM)) {
    if (whole === '') continue;
    const not = minus !== '';
    const value = quoted === undefined ? bare : quoted.replace(/\\(.)/gsu, '$1');
    const known = keys.find((one) => one === key.toLowerCase());
    if (known) terms.push({ key: known, value, not });
    else if (key !== '') {
      terms.push({ key: 'text', value: `${key}:${value}`, not });
      problems.push(
        `“${key}:” is not a search word, so it is looked for as text. The search words are ${keys.join(', ')}.`,
      );
    } else if (value !== '') terms.push({ key: 'text', value, not });
  }
  return { terms, problems: [...problems, ...terms.flatMap(problemOf)] };
}

/** The query as one would type it; reading it again gives the same terms. */
export function queryText({ terms }: Query): string {
  return terms.map(termText).join(' ');
}

/** The query with one value for a key, in the place of what stood there; null takes the key out. Negated terms stay. */
export function withFilter(query: Query, key: FilterKey, value: string | null): Query {
  const at = query.terms.findIndex((term) => term.key === key && !term.not);
  const rest = query.terms.filter((term) => term.key !== key || term.not);
  if (value === null) return parseQuery(queryText({ terms: rest, problems: [] }));
  const place = at === -1 ? rest.length : at;
  const terms = [...rest.slice(0, place), { key, value, not: false }, ...rest.slice(place)];
  return parseQuery(queryText({ terms, problems: [] }));
}

/** The first value that the query asks for under a key, for a chip that shows it. */
export function filterValue({ terms }: Query, key: FilterKey): string | undefined {
  return terms.find((term) => term.key === key && !term.not)?.value;
}

/** "90d" as ms; undefined when it is no length of time. Months have 730 hours, years 8,760. */
export function ageMs(value: string): number | undefined {
  const [, amount, unit = ''] = AGE.exec(value) ?? [];
  const hours = HOURS[unit.toLowerCase()];
  return amount === undefined || hours === undefined ? undefined : Number(amount) * hours * 3_600_000;
}

/** When a token ends, as it is asked for: within some ms from now (`<30d`, `30d`), after that (`>30d`), or never. */
type ExpiryAsked = 'never' | { readonly within: boolean; readonly ms: number };

/** "<30d" as what it asks for; undefined when it is neither that nor "never". */
export function expiryAsked(value: string): ExpiryAsked | undefined {
  if (value.toLowerCase() === 'never') return 'never';
  const [, sign, age = ''] = SPAN.exec(value) ?? [];
  const ms = ageMs(age);
  return ms === undefined ? undefined : { within: sign !== '>', ms };
}

/**
 * How long a token is unused, as it is asked for: at all (`yes`), for more (`>90d`, `90d`) or for less (`<30d`) than
 * some ms.
 */
type UnusedAsked = 'yes' | { readonly more: boolean; readonly ms: number };

/** ">90d" as what it asks for; undefined when it is neither that nor "yes". */
export function unusedAsked(value: string): UnusedAsked | undefined {
  if (value.toLowerCase() === 'yes') return 'yes';
  const [, sign, age = ''] = SPAN.exec(value) ?? [];
  const ms = ageMs(age);
  return ms === undefined ? undefined : { more: sign !== '<', ms };
}

/** Does the query ask for this word in a way that can be answered? */
export function asksFor({ terms }: Pick<Query, 'terms'>, key: FilterKey): boolean {
  return terms.some((term) => term.key === key && isAsked(term));
}

/** Does the term have a value that can be asked for? Terms without one match everything. */
export function isAsked({ key, value }: QueryTerm): boolean {
  if (value === '') return false;
  if (key === 'expires') return expiryAsked(value) !== undefined;
  if (key === 'unused') return unusedAsked(value) !== undefined;
  return key !== 'older' || ageMs(value) !== undefined;
}

/** The values of a key that a typed one means: itself, or those that begin with it. */
export function meantValues(key: FilterKey, value: string): readonly string[] {
  const typed = value.toLowerCase();
  const values = FILTER_VALUES[key] ?? [];
  return values.includes(typed) ? [typed] : values.filter((one) => one.startsWith(typed));
}

function problemOf(term: QueryTerm): string[] {
  const { key, value } = term;
  if (key === 'text') return [];
  if (value === '') return [`“${key}:” wants something behind the colon.`];
  if (key === 'older' && !isAsked(term)) return ['“older:” wants a number and h, d, w, m or y, such as older:90d.'];
  if (key === 'expires' && !isAsked(term)) return ['“expires:” wants never, or a time such as <30d or >1y.'];
  if (key === 'unused' && !isAsked(term)) return ['“unused:” wants yes, or a time such as >90d or <30d.'];
  const values = FILTER_VALUES[key];
  const meant = meantValues(key, value);
  if (key === 'finding') return findingProblem(value, meant);
  if (!values || meant.length > 0) return [];
  return [`“${key}:” knows ${values.join(', ')}.`];
}

function findingProblem(value: string, meant: readonly string[]): string[] {
  if (meant.length === 0)
    return ['“finding:” knows high, medium, low and any, and rules by how they begin, such as finding:operator.'];
  if (!meant.every((one) => OF_SERVERS.includes(one))) return [];
  return [`“finding:${value}” is about servers, not about tokens: it stands among the findings of a server.`];
}

function termText({ key, value, not }: QueryTerm): string {
  const minus = not ? '-' : '';
  if (key === 'text') return `${minus}${PLAIN_TEXT.test(value) ? value : quote(value)}`;
  return `${minus}${key}:${value === '' || PLAIN_VALUE.test(value) ? value : quote(value)}`;
}

function quote(value: string): string {
  return `"${value.replace(/["\\]/gu, '\\$&')}"`;
}
