import { Refusal, type Caller } from './call.ts';
import type { State } from './state.ts';

/** What one says who asks: who they are, and where. */
interface Asking {
  path: string;
  query?: string;
  authorization?: string;
}

/** Where the credential may stand in the address, as in InfluxDB 1. */
const V1_PATHS = new Set(['/query', '/write']);

/** Who asks. Throws what the server says to somebody that it does not know, or does not understand. */
export function authenticate(state: State, asking: Asking): Caller {
  const secret = secretIn(state, asking);
  if (state.withoutAuth) return 'anybody';
  const token = secret === undefined ? undefined : state.tokenOf(secret);
  if (token && (token.expiryMs === null || token.expiryMs > Date.now())) return token;
  throw new Refusal(401, state.version.explainsRefusals ? '{"error": "the request was not authenticated"}' : '');
}

function secretIn(state: State, { path, query, authorization }: Asking): string | undefined {
  const inAddress = V1_PATHS.has(path) ? new URLSearchParams(query).get('p') : null;
  if (inAddress !== null) return inAddress;
  return authorization === undefined ? undefined : secretOfHeader(state, authorization);
}

function secretOfHeader(state: State, header: string): string {
  if (/[^\t\x20-\x7e]/.test(header))
    throw new Refusal(500, '{"error": "to str error: failed to convert header to a str"}');
  const [scheme, value, ...more] = header.split(' ');
  if (value === undefined || more.length > 0) throw malformed(state);
  if (scheme === 'Bearer' || scheme === 'Token') return value;
  if (scheme === 'Basic' && state.version.knowsNamedAdmins) return passwordOf(state, value);
  throw malformed(state);
}

/** The part behind the only colon of `user:token`. */
function passwordOf(state: State, encoded: string): string {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded)) throw malformed(state);
  const [, password, ...more] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  if (password === undefined || more.length > 0) throw malformed(state);
  return password;
}

function malformed({ version }: State): Refusal {
  const said = version.knowsNamedAdmins
    ? "Authorization header was malformed, the request was not in the form of 'Authorization: <auth-scheme> <token>', supported auth-schemes are Bearer, Token and Basic"
    : "Authorization header was malformed and should be in the form 'Authorization: Bearer <token>'";
  return new Refusal(400, `{"error": "${said}"}`);
}
