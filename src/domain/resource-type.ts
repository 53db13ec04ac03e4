import { showText } from './show-text.ts';

/** The types that every InfluxDB OSS 2.x knows, since 2.0. */
export const CORE_TYPES: readonly string[] = [
  'authorizations',
  'buckets',
  'dashboards',
  'orgs',
  'sources',
  'tasks',
  'telegrafs',
  'users',
  'variables',
  'scrapers',
  'secrets',
  'labels',
  'views',
  'documents',
  'notificationRules',
  'notificationEndpoints',
  'checks',
  'dbrp',
];

/**
 * All types that a token of InfluxDB OSS 2.2 and later can be granted, in the server's order; used when a server names
 * none.
 */
export const KNOWN_TYPES: readonly string[] = [...CORE_TYPES, 'notebooks', 'annotations', 'remotes', 'replications'];

/** The type that stands for the whole server since 2.4. Servers list it among their types, but refuse to grant it. */
export const INSTANCE = 'instance';

/** The types that a token can be granted, of those that a server named; the known ones when it named none. */
export function grantableTypes(named: readonly string[]): readonly string[] {
  if (named.length === 0) return KNOWN_TYPES;
  return named.filter((type) => type !== INSTANCE);
}

/** Is it a type of what data is kept in? Some servers have buckets, others databases. */
export function holdsData(type: string): boolean {
  return type === 'buckets' || type === 'databases';
}

/** Types whose targets a server names when it lists tokens, so that a target without a name is one that is gone. */
const NAMED_TYPES = new Set(['buckets', 'databases', 'orgs', 'users']);

/** Does a server name the targets of this type? Of the others it tells ids only. */
export function hasNames(type: string): boolean {
  return NAMED_TYPES.has(type);
}

const LABELS = new Map<string, readonly [one: string, many: string]>([
  ['authorizations', ['token', 'tokens']],
  ['buckets', ['bucket', 'buckets']],
  ['databases', ['database', 'databases']],
  ['system', ['system resource', 'system resources']],
  ['dashboards', ['dashboard', 'dashboards']],
  ['orgs', ['organization', 'organizations']],
  ['sources', ['source', 'sources']],
  ['tasks', ['task', 'tasks']],
  ['telegrafs', ['Telegraf configuration', 'Telegraf configurations']],
  ['users', ['user', 'users']],
  ['variables', ['variable', 'variables']],
  ['scrapers', ['scraper', 'scrapers']],
  ['secrets', ['secret', 'secrets']],
  ['labels', ['label', 'labels']],
  ['views', ['view', 'views']],
  ['documents', ['document', 'documents']],
  ['notificationRules', ['notification rule', 'notification rules']],
  ['notificationEndpoints', ['notification endpoint', 'notification endpoints']],
  ['checks', ['check', 'checks']],
  ['dbrp', ['DBRP mapping', 'DBRP mappings']],
  ['notebooks', ['notebook', 'notebooks']],
  ['annotations', ['annotation', 'annotations']],
  ['remotes', ['remote connection', 'remote connections']],
  ['replications', ['replication', 'replications']],
  [INSTANCE, ['whole server', 'whole server']],
]);

/**
 * Many of a type, inside a sentence: "notification rules". A type that this app does not know stands as it is, made
 * safe to show.
 */
export function typeWords(type: string): string {
  return LABELS.get(type)?.[1] ?? shown(type);
}

/**
 * One of a type, inside a sentence: "notification rule". A type that this app does not know stands as it is, made safe
 * to show.
 */
export function typeWord(type: string): string {
  return LABELS.get(type)?.[0] ?? shown(type);
}

/** A type as a heading: "Notification rules". A type that this app does not know stands as it is, made safe to show. */
export function typeLabel(type: string): string {
  const words = LABELS.get(type)?.[1];
  return words === undefined ? shown(type) : words.charAt(0).toUpperCase() + words.slice(1);
}

function shown(type: string): string {
  return showText(type, 60);
}
