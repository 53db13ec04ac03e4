import { callerOf, indented, type Handler } from './call.ts';
import { unauthorized } from './errors.ts';
import { goCompact } from './go-json.ts';
import { operatorPermissions } from './permissions.ts';
import { allows } from './reach.ts';
import type { Route } from './routes.ts';

/** Any valid token may ask, an inactive one too. */
const resources: Handler = ({ state }) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: `${goCompact(state.version.resourceTypes)}\n`,
});

/** The options of the running server, for who holds every right of an operator. */
const config: Handler = (call) => {
  const { state } = call;
  const caller = callerOf(call);
  const isOperator =
    caller.active &&
    operatorPermissions(state.version.resourceTypes).every((wanted) => allows(caller.permissions, wanted));
  if (!isOperator) throw unauthorized('access to /api/v2/config requires operator permissions');
  const hashing = state.version.knowsHashing ? { 'use-hashed-tokens': state.hashing } : {};
  const options = {
    'assets-path': '',
    'bolt-path': '/var/lib/influxdb2/influxd.bolt',
    'engine-path': '/var/lib/influxdb2/engine',
    'hardening-enabled': false,
    'http-bind-address': ':8086',
    'http-idle-timeout': 180_000_000_000,
    'http-read-header-timeout': 10_000_000_000,
    'http-read-timeout': 0,
    'http-write-timeout': 0,
    'log-level': 'info',
    'metrics-disabled': false,
    'pprof-disabled': false,
    'query-concurrency': 1024,
    'query-queue-size': 1024,
    'reporting-disabled': false,
    'secret-store': 'bolt',
    'session-length': 60,
    'session-renew-disabled': false,
    'sqlite-path': '/var/lib/influxdb2/influxd.sqlite',
    store: 'disk',
    'strong-passwords': false,
    'tls-cert': '',
    'tls-key': '',
    'tls-min-version': '1.2',
    'tls-strict-ciphers': false,
    'ui-disabled': false,
    ...hashing,
    'vault-addr': '',
  };
  return indented(200, { config: options });
};

export const resourceTypeRoutes: Route[] = [{ path: '', methods: { GET: resources } }];
export const configRoutes: Route[] = [{ path: '', methods: { GET: config } }];
