import type { IncomingHttpHeaders } from 'node:http';
import { unauthorized } from './errors.ts';
import { goCompact, goIndented, type GoValue } from './go-json.ts';
import { demand, type Permission } from './permissions.ts';
import type { State } from './state.ts';

/** Who asks: the user behind a token or a session, and what it may do. */
export interface Caller {
  userId: string;
  active: boolean;
  permissions: readonly Permission[];
}

/** One request on its way through the server. */
export interface Call {
  state: State;
  method: string;
  /** Without a trailing slash, decoded. */
  path: string;
  /** What stands at the `:name` parts of the route. */
  params: Readonly<Record<string, string>>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  secure: boolean;
  caller?: Caller;
}

/** What goes back. A long body comes in parts. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Iterable<string>;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

export const JSON_TYPE = 'application/json; charset=utf-8';

/** An answer as the resource handlers give it: indented with tabs, no line end. */
export function indented(status: number, value: GoValue): Answer {
  return { status, headers: { 'content-type': JSON_TYPE }, body: goIndented(value) };
}

/** An answer as the older handlers give it: compact, with a line end. */
export function compact(status: number, value: GoValue): Answer {
  return { status, headers: { 'content-type': JSON_TYPE }, body: `${goCompact(value)}\n` };
}

export function plainText(status: number, body: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    body,
  };
}

export function empty(status: number): Answer {
  return { status, headers: {}, body: '' };
}

export const noContent = (): Answer => empty(204);

/** The one who asks; authentication stands before every handler that wants one. */
export function callerOf(call: Call): Caller {
  if (!call.caller) throw unauthorized('unauthorized access');
  return call.caller;
}

/** What the caller holds. Throws for an inactive token: it authenticates, and then may do nothing. */
export function heldBy(call: Call): readonly Permission[] {
  const caller = callerOf(call);
  if (!caller.active) throw unauthorized('token is inactive');
  return caller.permissions;
}

/** Throws what the server says for the first right that the caller lacks. */
export function authorize(call: Call, ...wanted: Permission[]): void {
  demand(heldBy(call), ...wanted);
}

/** Which of a list the caller may see; an inactive token sees nothing, and no error says so. */
export function visible<T>(
  call: Call,
  items: readonly T[],
  may: (held: readonly Permission[], item: T) => boolean,
): T[] {
  const caller = callerOf(call);
  if (!caller.active) return [];
  return items.filter((item) => may(caller.permissions, item));
}

export function bodyText(call: Call): string {
  return call.body.toString('utf8');
}
