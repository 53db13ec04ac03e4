import { compact, empty, JSON_TYPE, plainText, type Answer, type Call } from './call.ts';
import { goIndented } from './go-json.ts';
import { goDuration, rfc3339 } from './time.ts';

/** What `GET /api/v2` lists, for anyone. */
const API = {
  authorizations: '/api/v2/authorizations',
  backup: '/api/v2/backup',
  buckets: '/api/v2/buckets',
  checks: '/api/v2/checks',
  dashboards: '/api/v2/dashboards',
  delete: '/api/v2/delete',
  external: { statusFeed: 'https://www.influxdata.com/feed/json' },
  flags: '/api/v2/flags',
  labels: '/api/v2/labels',
  me: '/api/v2/me',
  notificationEndpoints: '/api/v2/notificationEndpoints',
  notificationRules: '/api/v2/notificationRules',
  orgs: '/api/v2/orgs',
  plugins: '/api/v2/telegraf/plugins',
  query: {
    analyze: '/api/v2/query/analyze',
    ast: '/api/v2/query/ast',
    self: '/api/v2/query',
    suggestions: '/api/v2/query/suggestions',
  },
  restore: '/api/v2/restore',
  scrapers: '/api/v2/scrapers',
  setup: '/api/v2/setup',
  signin: '/api/v2/signin',
  signout: '/api/v2/signout',
  sources: '/api/v2/sources',
  swagger: '/api/v2/swagger.json',
  system: { debug: '/debug/pprof', health: '/health', metrics: '/metrics' },
  tasks: '/api/v2/tasks',
  telegrafs: '/api/v2/telegrafs',
  users: '/api/v2/users',
  variables: '/api/v2/variables',
  write: '/api/v2/write',
};

export const apiIndex = (): Answer => compact(200, API);

/** What stands above the API and needs no credentials; undefined for any other path. */
export function livenessAnswer(call: Call): Answer | undefined {
  if (call.path === '/health') return health(call);
  if (call.path === '/ready') return ready(call);
  if (call.path === '/metrics') return metrics(call);
  return call.path === '/ping' ? ping(call) : undefined;
}

/** The page of the web UI, which answers every path outside the API. */
export function userInterface(): Answer {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=3600' };
  const page =
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>InfluxDB</title><base href="/"></head>';
  return { status: 200, headers, body: `${page}<body><div id="react-root"></div></body></html>` };
}

/** Literally as the server has it, odd spaces included. */
function health({ state: { version } }: Call): Answer {
  const known = '{"name":"influxdb", "message":"ready for queries and writes", "status":"pass", "checks":[]';
  const body = `${known}, "version": "${version.version}", "commit": "${version.commit}"}\n`;
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body };
}

function ready({ state }: Call): Answer {
  const started = rfc3339({ ms: state.startedAt, nanos: 0 });
  const body = goIndented({ status: 'ready', started, up: goDuration(Date.now() - state.startedAt) }, 0, '    ');
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: `${body}\n` };
}

function ping({ method, state: { version } }: Call): Answer {
  const vary: Record<string, string> = version.pingVaries ? { vary: 'Accept-Encoding' } : {};
  if (method !== 'GET' && method !== 'HEAD') {
    const refusal = plainText(405, 'Method Not Allowed\n');
    return { ...refusal, headers: { ...refusal.headers, ...vary, allow: 'GET, HEAD, OPTIONS' } };
  }
  if (!version.pingDoubled) return { ...empty(204), headers: vary };
  return {
    ...empty(204),
    headers: { ...vary, 'x-influxdb-build': ['OSS', 'oss2'], 'x-influxdb-version': [version.version, version.version] },
  };
}

function metrics({ state }: Call): Answer {
  const counts = {
    buckets: state.buckets.size,
    organizations: state.orgs.size,
    tokens: state.authorizations.size,
    users: state.users.size,
  };
  const lines = Object.entries(counts).flatMap(([name, count]) => [
    `# HELP influxdb_${name}_total Number of total ${name} on the server`,
    `# TYPE influxdb_${name}_total counter`,
    `influxdb_${name}_total ${count}`,
  ]);
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    body: `${lines.join('\n')}\n`,
  };
}
