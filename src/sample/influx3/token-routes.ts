import { demandAdmin } from './access.ts';
import { empty, jsonBodyOf, typed, type Answer, type Call, type Handler } from './call.ts';
import { Form } from './form.ts';
import { rightsAsked } from './permissions.ts';
import { readJson } from './query-request.ts';
import { text, u64 } from './serde.ts';
import { listOf, optional, required, struct } from './serde-shapes.ts';
import { newSecret, OPERATOR, type Token } from './state.ts';
import { isoZoned } from './time.ts';

const namedAdmin = struct('CreateNamedAdminTokenRequest', { token_name: required(text), expiry_secs: optional(u64) });

const permission = struct('CreateTokenPermission', {
  resource_type: required(text),
  resource_names: required(listOf(text)),
  actions: required(listOf(text)),
});
const resourceToken = struct('CreateTokenWithPermissionsRequest', {
  token_name: required(text),
  permissions: required(listOf(permission)),
  expiry_secs: optional(u64),
});

/** Gives the first admin token to whoever asks first. */
export const claimOperator: Handler = ({ state }) => {
  const secret = newSecret();
  return made(
    state.addToken({ name: OPERATOR, createdMs: Date.now(), expiryMs: null, rights: 'everything', secret }),
    secret,
  );
};

export const regenerateOperator: Handler = (call) => {
  demandAdmin(call);
  const secret = newSecret();
  return made(call.state.regenerateOperator(secret), secret);
};

export const createNamedAdmin: Handler = (call) => {
  demandAdmin(call);
  const { token_name: name, expiry_secs: seconds } = readJson(jsonBodyOf(call), namedAdmin);
  return create(call, name, seconds, 'everything');
};

export const createResourceToken: Handler = (call) => {
  demandAdmin(call);
  const { token_name: name, permissions, expiry_secs: seconds } = readJson(jsonBodyOf(call), resourceToken);
  return create(call, name, seconds, rightsAsked(permissions, call.state.databases));
};

export const deleteToken: Handler = (call) => {
  demandAdmin(call);
  call.state.deleteToken(new Form(call.query).required('token_name'));
  return empty(200);
};

function create({ state }: Call, name: string, seconds: bigint | null, rights: Token['rights']): Answer {
  const secret = newSecret();
  const createdMs = Date.now();
  const expiryMs = seconds === null ? null : expiryAfter(createdMs, seconds, state.version.blamesQueries);
  return made(state.addToken({ name, createdMs, expiryMs, rights, secret }), secret);
}

/** Where chrono's calendar ends: the year 262,142. */
const LAST_MS = 8_210_266_876_799_999n;

/** A moment beyond the calendar is never; servers before 3.10 broke off at it. */
function expiryAfter(createdMs: number, seconds: bigint, forgives: boolean): number | null {
  const expiry = BigInt(createdMs) + seconds * 1000n;
  if (expiry <= LAST_MS) return Number(expiry);
  if (!forgives) throw new Error('the server breaks the connection off');
  return null;
}

/** The answer that shows a secret, the only one that ever does; its content type is really `json`. */
export function made({ id, name, hash, createdMs, expiryMs }: Token, token: string): Answer {
  const body = { id, name, token, hash, created_at: isoZoned(createdMs), expiry: isoZoned(expiryMs) };
  return typed(201, 'json', JSON.stringify(body));
}
