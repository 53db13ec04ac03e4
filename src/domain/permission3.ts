import { z } from 'zod';

/** The type of an administrator's permission, and the name that stands for all names. */
export const ALL = '*';

/** The resources of the type `system`, which can be read and nothing else (InfluxDB 3: `permissions.rs`). */
export const SYSTEM_NAMES: readonly string[] = ['health', 'metrics', 'ping', 'ready'];

/**
 * One permission of an InfluxDB 3 token, `type:names:actions`. `type` is `db`, `system`, `*`, any other that this app
 * does not know, or empty where the text has no such form at all. `raw` is the text as the server told it.
 */
export interface Permission3 {
  readonly type: string;
  readonly names: readonly string[];
  readonly actions: readonly string[];
  readonly raw: string;
}

/** A permission as the request to create a resource token holds it. */
export interface PermissionBody {
  readonly resource_type: string;
  readonly resource_names: readonly string[];
  readonly actions: readonly string[];
}

/**
 * Reads the column `permissions` of `system.tokens`: a JSON array of texts, one bare text, or several with a comma,
 * semicolon or space between. Never fails: what has no known form comes back with its text alone.
 */
export function parsePermissions(column: string): Permission3[] {
  const text = column.trim();
  if (text === '') return [];
  if (text.startsWith('[')) return parseArray(text);
  if (isTriple(text)) return [parsePermission(text)];

  const pieces = text.split(BETWEEN);
  return pieces.every(isTriple) ? pieces.map(parsePermission) : [unknownForm(text)];
}

/** Reads one permission. The type ends at the first colon and the actions begin after the last one. */
export function parsePermission(raw: string): Permission3 {
  const first = raw.indexOf(':');
  const last = raw.lastIndexOf(':');
  if (first < 1 || first === last) return unknownForm(raw);
  return {
    type: raw.slice(0, first),
    names: listIn(raw.slice(first + 1, last)),
    actions: listIn(raw.slice(last + 1)),
    raw,
  };
}

/** A permission made here, with the text that a server would show for it. */
export function permission(type: string, names: readonly string[], actions: readonly string[]): Permission3 {
  return { type, names, actions, raw: `${type}:${names.join(',')}:${actions.join(',')}` };
}

/** The text of a permission, as commands, token files and the column have it. */
export function formatPermission({ type, names, actions, raw }: Permission3): string {
  return type === '' ? raw : permission(type, names, actions).raw;
}

/** A permission as the body of a request has it. */
export function permissionBody({ type, names, actions }: Permission3): PermissionBody {
  return { resource_type: type, resource_names: names, actions };
}

/** Is it the permission of an administrator, `*:*:*`? Of the type `*` there is no other. */
export function givesAdmin({ type, names: [name, ...names], actions: [action, ...actions] }: Permission3): boolean {
  return type === ALL && name === ALL && action === ALL && names.length === 0 && actions.length === 0;
}

/** The name of a system resource as servers keep it: they ignore case and blanks around it. */
export function systemName(name: string): string {
  return name.toLowerCase().trim();
}

/** The actions once each, in the order in which InfluxDB 3 shows them; those it does not know last. */
export function inServerOrder<Text extends string>(actions: readonly Text[]): Text[] {
  const place = (action: Text): number => (SHOWN.includes(action) ? SHOWN.indexOf(action) : SHOWN.length);
  return [...new Set(actions)].toSorted((one, other) => place(one) - place(other));
}

/**
 * Why a server would not create a resource token with these permissions, in its own words; undefined when it would.
 * `databases` are those that exist; without them every database name counts as one. A server looks at types, names and
 * actions in this order, and tells the first that it does not take (InfluxDB 3: `permissions.rs`, `enterprise.rs`).
 */
export function refusalOf(permissions: readonly PermissionBody[], databases?: ReadonlySet<string>): string | undefined {
  for (const body of permissions) {
    const reason = typeRefusal(body) ?? nameRefusal(body, databases) ?? actionRefusal(body);
    if (reason !== undefined) return `cannot parse token permission, ${reason}`;
  }
  return undefined;
}

const SHOWN: readonly string[] = ['create', 'describe', 'update', 'drop', 'read', 'write', 'delete'];
/** `update` and `drop` can be shown, but not asked for. */
const TAKEN = new Set(['create', 'describe', 'read', 'write', 'delete']);
/** Names and actions have commas between them too, so that only a known type tells where a permission begins. */
const BETWEEN = /(?:[,;] ?| )(?=(?:db|system|token|\*):)/;

function parseArray(text: string): Permission3[] {
  try {
    const items = z.array(z.unknown()).parse(JSON.parse(text));
    return items.map((item) => (typeof item === 'string' ? parsePermission(item) : unknownForm(JSON.stringify(item))));
  } catch {
    return [unknownForm(text)];
  }
}

function unknownForm(raw: string): Permission3 {
  return { type: '', names: [], actions: [], raw };
}

function isTriple(text: string): boolean {
  return text.split(':').length === 3;
}

function listIn(text: string): string[] {
  return text === '' ? [] : text.split(',');
}

function typeRefusal({ resource_type: type }: PermissionBody): string | undefined {
  if (type === ALL) return '* resource type can only be set for admin token';
  return type === 'db' || type === 'system' ? undefined : `resource type not supported ${type}`;
}

function nameRefusal(
  { resource_type: type, resource_names: names }: PermissionBody,
  databases: ReadonlySet<string> | undefined,
): string | undefined {
  const single = names.filter((name) => name !== ALL);
  if (single.length > 0 && single.length < names.length) return 'mixed wildcard (*) and resource name';

  const exists = (name: string): boolean =>
    type === 'system' ? SYSTEM_NAMES.includes(systemName(name)) : (databases?.has(name) ?? true);
  const wrong = single.find((name) => !exists(name));
  return wrong === undefined ? undefined : `invalid resource name ${wrong}`;
}

function actionRefusal({ resource_type: type, actions }: PermissionBody): string | undefined {
  const isTaken = (action: string): boolean => (type === 'system' ? action === 'read' : TAKEN.has(action));
  const wrong = actions.find((action) => !isTaken(action));
  if (wrong === undefined) return undefined;
  return `action not supported, ${type === 'system' ? 'system' : 'database'} action ${wrong}`;
}
