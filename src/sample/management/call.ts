import { badRequest } from './errors.ts';
import { parseJson, toJson, type Json } from './json.ts';
import type { State } from './state.ts';

/** The account and the cluster that a path names. */
export interface Ids {
  accountId: string;
  clusterId: string;
}

/** One request to the management API that may be answered. */
export interface Call {
  state: State;
  /** What stands at the `:name` parts of the route, decoded. */
  params: Readonly<Record<string, string>>;
  body: Buffer;
  /** Named in the path, and then in the answers too. */
  ids?: Ids;
}

/** What goes back. A long body comes in parts. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Iterable<string>;
}

export function json(status: number, value: Json): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: toJson(value) };
}

export function noContent(): Answer {
  return { status: 204, headers: {}, body: '' };
}

/** A list as one JSON array, made as it is sent. */
export function jsonList<T>(items: readonly T[], body: (item: T) => Json): Answer {
  return { ...json(200, null), body: parts(items, body) };
}

/** The members of a request's body. Throws a 400 for anything but a JSON object. */
export function bodyOf({ body }: Call): Record<string, unknown> {
  let value: unknown;
  try {
    value = parseJson(body.toString('utf8'));
  } catch {
    throw badRequest('the body is not JSON');
  }
  if (!isObject(value)) throw badRequest('the body is not an object');
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* parts<T>(items: readonly T[], body: (item: T) => Json): Iterable<string> {
  const STEP = 500;
  yield '[';
  for (let from = 0; from < items.length; from += STEP) {
    const some = items.slice(from, from + STEP).map((item) => toJson(body(item)));
    yield `${from === 0 ? '' : ','}${some.join(',')}`;
  }
  yield ']';
}
