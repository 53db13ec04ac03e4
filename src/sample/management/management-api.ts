import { matchPath } from '#sample/path-match';
import { json, type Answer, type Call, type Ids } from './call.ts';
import { rightsOf, type Right } from './credentials.ts';
import {
  changeDatabase,
  createDatabase,
  deleteDatabase,
  listDatabases,
  renameDatabase,
  undeleteDatabase,
} from './databases.ts';
import { ApiError, badRequest, notFound } from './errors.ts';
import type { State } from './state.ts';
import { changeToken, createToken, getToken, listTokens, revokeToken } from './tokens.ts';

type Method = readonly [right: Right, handler: (call: Call) => Answer];

/** Below the prefix; `:name` parts match anything. */
const ROUTES: readonly { path: string; methods: Readonly<Partial<Record<string, Method>>> }[] = [
  { path: 'tokens', methods: { GET: ['read', listTokens], POST: ['create tokens', createToken] } },
  {
    path: 'tokens/:id',
    methods: { GET: ['read', getToken], PATCH: ['manage', changeToken], DELETE: ['manage', revokeToken] },
  },
  { path: 'databases', methods: { GET: ['read', listDatabases], POST: ['manage', createDatabase] } },
  {
    path: 'databases/:database',
    methods: { PATCH: ['manage', changeDatabase], DELETE: ['manage', deleteDatabase] },
  },
  { path: 'databases/:database/rename', methods: { PUT: ['manage', renameDatabase] } },
  { path: 'databases/:database/undelete', methods: { PUT: ['manage', undeleteDatabase] } },
];

interface ManagementRequest {
  method: string;
  /** The parts of the path below `/api/v0`, still encoded: a database's name may hold a slash. */
  parts: readonly string[];
  authorization?: string;
  body: Buffer;
}

/** Answers one request to the management API. */
export function managementAnswer(state: State, request: ManagementRequest): Answer {
  try {
    return answer(state, request);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return json(error.status, { code: error.status, message: error.message });
  }
}

/** A form of path that the server does not have is unknown to everybody; all else wants a credential first. */
function answer(state: State, request: ManagementRequest): Answer {
  const { ids, parts } = placeOf(state, request.parts);
  const rights = rightsOf(state, request.authorization);
  if (!rights) throw new ApiError(401);
  if (ids) refuseForeign(state, ids);
  const { method, params } = routeOf(request.method, parts);
  const [right, handler] = method;
  if (!rights.includes(right)) throw new ApiError(403);
  return handler({ state, params, body: request.body, ids });
}

function placeOf({ addressing }: State, parts: readonly string[]): { ids?: Ids; parts: string[] } {
  const decoded = parts.map(decodePart);
  const [accounts, accountId = '', clusters, clusterId = '', ...rest] = decoded;
  const named = accounts === 'accounts' && clusters === 'clusters';
  if (!(named ? addressing.withIds : addressing.withoutIds)) throw notFound();
  return named ? { ids: { accountId, clusterId }, parts: rest } : { parts: decoded };
}

function refuseForeign({ addressing }: State, ids: Ids): void {
  for (const id of Object.values(ids) as string[])
    if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) throw badRequest('an id in the path is not a UUID');
  if (ids.accountId !== addressing.accountId || ids.clusterId !== addressing.clusterId)
    throw notFound('there is no such account or cluster');
}

function routeOf(asked: string, parts: readonly string[]): { method: Method; params: Record<string, string> } {
  for (const { path, methods } of ROUTES) {
    const params = matchPath(path, parts);
    if (!params) continue;
    const method = methods[asked];
    if (!method) throw new ApiError(405);
    return { method, params };
  }
  throw notFound();
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest('the path is wrongly encoded');
  }
}
