import type { IncomingMessage, ServerResponse } from 'node:http';
import { authorizationRoutes } from './authorizations.ts';
import { bucketRoutes } from './buckets.ts';
import { empty, type Answer, type Call } from './call.ts';
import { authenticate } from './credentials.ts';
import { queryRoutes, writeRoutes } from './data.ts';
import { v1QueryRoutes, v1WriteRoutes } from './data-v1.ts';
import { forbidden, notFound, unauthorized } from './errors.ts';
import { extraRoutes } from './extras.ts';
import { labelRoutes } from './labels.ts';
import { legacyRoutes } from './legacy.ts';
import { apiIndex, livenessAnswer, userInterface } from './liveness.ts';
import { orgRoutes } from './orgs.ts';
import { answerBelow, compactError, indentedError, liesBelow, type Mount } from './routes.ts';
import { configRoutes, resourceTypeRoutes } from './server-info.ts';
import { sendAnswer } from './send.ts';
import { signInRoutes, signOutRoutes } from './sessions.ts';
import { setupRoutes } from './setup.ts';
import type { State } from './state.ts';
import { meRoutes, userRoutes } from './users.ts';

const MOUNTS: readonly Mount[] = [
  { prefix: '/api/v2/authorizations', router: 'chi', routes: authorizationRoutes },
  { prefix: '/private/legacy/authorizations', router: 'chi', routes: legacyRoutes },
  { prefix: '/api/v2/orgs', router: 'chi', routes: orgRoutes },
  { prefix: '/api/v2/users', router: 'chi', routes: userRoutes },
  { prefix: '/api/v2/me', router: 'chi', routes: meRoutes },
  { prefix: '/api/v2/buckets', router: 'chi', routes: bucketRoutes },
  { prefix: '/api/v2/labels', router: 'chi', routes: labelRoutes },
  { prefix: '/api/v2/setup', router: 'chi', routes: setupRoutes },
  { prefix: '/api/v2/signin', router: 'chi', routes: signInRoutes },
  { prefix: '/api/v2/signout', router: 'chi', routes: signOutRoutes },
  { prefix: '/api/v2/config', router: 'chi', routes: configRoutes },
  { prefix: '/api/v2/dashboards', router: 'chi', routes: extraRoutes('dashboards') },
  { prefix: '/api/v2/tasks', router: 'httprouter', routes: extraRoutes('tasks') },
  { prefix: '/api/v2/telegrafs', router: 'httprouter', routes: extraRoutes('telegrafs') },
  { prefix: '/api/v2/resources', router: 'httprouter', routes: resourceTypeRoutes },
  { prefix: '/api/v2/write', router: 'httprouter', routes: writeRoutes },
  { prefix: '/api/v2/query', router: 'httprouter', routes: queryRoutes },
  { prefix: '/api/v2', router: 'httprouter', routes: [{ path: '', methods: { GET: apiIndex } }] },
];

/** The 1.x API: beside the API proper, with credentials of its own. */
const V1_MOUNTS: readonly Mount[] = [
  { prefix: '/write', router: 'httprouter', routes: v1WriteRoutes },
  { prefix: '/query', router: 'httprouter', routes: v1QueryRoutes },
];

const WITHOUT_CREDENTIALS = new Set([
  'GET /api/v2',
  'POST /api/v2/signin',
  'POST /api/v2/signout',
  'GET /api/v2/setup',
  'POST /api/v2/setup',
]);

/** Answers one request as the server whose state it is given. */
export async function serve(
  state: State,
  req: IncomingMessage,
  res: ServerResponse,
  body: Buffer,
  secure: boolean,
): Promise<void> {
  const url = new URL(`http://server${req.url?.startsWith('/') ? req.url : '/'}`);
  const path = decodePath(url.pathname).replace(/(?<=.)\/+$/, '');
  const call: Call = {
    state,
    method: req.method ?? 'GET',
    path,
    params: {},
    query: url.searchParams,
    headers: req.headers,
    body,
    secure,
  };
  await sendAnswer(res, state.version, await answer(call));
}

async function answer(call: Call): Promise<Answer> {
  const alive = livenessAnswer(call);
  if (alive) return alive;
  const v1 = V1_MOUNTS.find(({ prefix }) => prefix === call.path);
  if (v1) return answerBelow(v1, call);
  if (!['/v1', '/api/v2', '/private'].some((prefix) => liesBelow(prefix, call.path))) return userInterface();
  return withCors(call, await answerApi(call));
}

async function answerApi(call: Call): Promise<Answer> {
  if (call.method === 'OPTIONS') return call.headers.origin ? preflight() : empty(405);
  const admitted = WITHOUT_CREDENTIALS.has(`${call.method} ${call.path}`) ? call : admit(call);
  if ('status' in admitted) return admitted;
  const mount = MOUNTS.find(({ prefix }) =>
    prefix === '/api/v2' ? call.path === prefix : liesBelow(prefix, call.path),
  );
  const hidden = mount?.prefix === '/api/v2/config' && !call.state.version.hasConfig;
  return mount && !hidden ? answerBelow(mount, admitted) : indentedError(notFound('path not found'));
}

/** Authentication stands before the routes: without credentials an unknown path is a 401 too. */
function admit(call: Call): Call | Answer {
  const found = authenticate(call.state, call.headers);
  if (found === 'unauthorized') return compactError(unauthorized('unauthorized access'));
  if (found === 'user inactive') return compactError(forbidden('User is inactive'));
  return { ...call, caller: found };
}

function preflight(): Answer {
  const headers = {
    'access-control-allow-methods': 'POST, GET, OPTIONS, PUT, DELETE, PATCH',
    'access-control-allow-headers': 'Accept, Content-Type, Content-Length, Accept-Encoding, Authorization, User-Agent',
  };
  return { ...empty(204), headers };
}

function withCors({ headers: { origin } }: Call, given: Answer): Answer {
  return origin ? { ...given, headers: { ...given.headers, 'access-control-allow-origin': origin } } : given;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
