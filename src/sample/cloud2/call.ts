import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '#sample/influx2/call';
import { invalid } from '#sample/influx2/errors';
import { decodeJson, type Shape } from '#sample/influx2/go-decode';
import { GoJsonError } from '#sample/influx2/go-parse';
import { demand, type Permission } from '#sample/influx2/permissions';
import { allows } from '#sample/influx2/reach';
import type { Authorization, Org, State, User } from './state.ts';

/** One request on its way through the server. */
export interface Request {
  state: State;
  method: string;
  /** Without a trailing slash, decoded. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Who asks: a token, whose it is, and the one organization that it knows. */
export interface Caller {
  authorization: Authorization;
  user: User;
  org: Org;
}

/** A request of somebody known; `params` are what stands at the `:name` parts of its route. */
export interface Call extends Request {
  caller: Caller;
  params: Readonly<Record<string, string>>;
}

export type Handler = (call: Call) => Answer;

/** May the caller do this? */
export function may({ caller }: Pick<Call, 'caller'>, ...wanted: Permission[]): boolean {
  return wanted.every((each) => allows(caller.authorization.permissions, each));
}

/** Throws what the server says for the first right that the caller lacks. */
export function authorize({ caller }: Call, ...wanted: Permission[]): void {
  demand(caller.authorization.permissions, ...wanted);
}

/** The body, read as the server's JSON reader does. Throws 400 for one that is none. */
export function decodeBody<T>({ body }: Request, shape: Shape<T>): T | undefined {
  try {
    return decodeJson(body.toString('utf8'), shape);
  } catch (error) {
    if (error instanceof GoJsonError) throw undecodable(error.message);
    throw error;
  }
}

/** 400 for a body that cannot be read, or that names an organization other than the token's. */
function undecodable(reason: string): Error {
  return invalid(`failed to decode request body: ${reason}`);
}

/** Throws for an organization that is not the token's own: of others it knows nothing. */
export function demandOwnOrg({ caller }: Call, orgId: string): void {
  if (orgId !== caller.org.id) throw undecodable('organization not found');
}
