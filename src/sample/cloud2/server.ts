import type { IncomingMessage, ServerResponse } from 'node:http';
import { empty, type Answer } from '#sample/influx2/call';
import { unauthorized } from '#sample/influx2/errors';
import { compactError, liesBelow } from '#sample/influx2/routes';
import { sendWith } from '#sample/influx2/send';
import { authorizationRoutes } from './authorizations.ts';
import { bucketRoutes } from './buckets.ts';
import type { Request } from './call.ts';
import { authenticate } from './credentials.ts';
import { dataRoutes } from './data.ts';
import { answerV1 } from './data-v1.ts';
import { answerOfFault, takeFault, tooMany } from './faults.ts';
import { legacyRoutes } from './legacy.ts';
import { orgRoutes } from './orgs.ts';
import { answerBy, type Route } from './routes.ts';
import type { State } from './state.ts';

const ROUTES: readonly Route[] = [
  ...authorizationRoutes,
  ...bucketRoutes,
  ...orgRoutes,
  ...dataRoutes,
  ...legacyRoutes,
];

/** InfluxDB Cloud has no versions, and says so in place of one. */
const STANDING = { 'x-influxdb-build': 'Cloud' };

/** Answers one request as the region whose state it is given. */
export async function serve(state: State, req: IncomingMessage, res: ServerResponse, body: Buffer): Promise<void> {
  const url = new URL(`http://server${req.url?.startsWith('/') ? req.url : '/'}`);
  const path = decodePath(url.pathname).replace(/(?<=.)\/+$/, '');
  const { method = 'GET', headers } = req;
  const given = await answer({ state, method, path, query: url.searchParams, headers, body });
  if (given === 'dropped') res.destroy();
  else await sendWith(res, STANDING, given);
}

async function answer(request: Request): Promise<Answer | 'dropped'> {
  const { state, path } = request;
  const fault = takeFault(state.faults, path);
  const instead = fault && (await answerOfFault(fault));
  if (instead) return instead;
  if (path === '/ping' || path === '/health') return empty(204);
  if (path === '/write' || path === '/query') return answerV1(request);
  return ['/api/v2', '/private'].some((prefix) => liesBelow(prefix, path)) ? answerApi(request) : userInterface();
}

/** Authentication stands before the routes: without a token an unknown path is a 401 too. */
function answerApi(request: Request): Answer {
  const caller = authenticate(request.state, request.headers.authorization);
  if (!caller) return compactError(unauthorized('unauthorized access'));
  const seconds = request.state.rate?.spend(caller.org.id);
  if (seconds !== undefined) return tooMany('rate limit exceeded', seconds);
  return answerBy(ROUTES, { ...request, caller });
}

/** Whatever is not the API is the page of the web interface. */
function userInterface(): Answer {
  const body = '<!doctype html><html><head><title>InfluxDB Cloud</title></head><body></body></html>';
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
