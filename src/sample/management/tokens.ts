import { rfc3339, type Moment } from '#sample/influx2/time';
import { json, jsonList, noContent, type Answer, type Call } from './call.ts';
import { ApiError, badRequest, conflict, notFound } from './errors.ts';
import type { Json } from './json.ts';
import { present } from './moments.ts';
import { newDatabaseSecret, newUuid } from './secrets.ts';
import type { DatabaseToken, State } from './state.ts';
import { changeOf, creationOf } from './token-request.ts';

export function listTokens(call: Call): Answer {
  const { state } = call;
  const shown = [...state.tokens.values()].filter((token) => !isHidden(state, token));
  return jsonList(shown, (token) => bodyOfToken(call, token));
}

export function getToken(call: Call): Answer {
  return json(200, bodyOfToken(call, namedToken(call)));
}

/** Answers 200, not 201, and with the secret this once. */
export function createToken(call: Call): Answer {
  const { state } = call;
  const wanted = creationOf(call);
  refuseTaken(state, wanted.description);
  const createdAt = present();
  const usableFrom = createdAt.ms + (state.switches.activationLagMs ?? 0);
  const token: DatabaseToken = { ...wanted, id: newUuid(), createdAt, usableFrom };
  const accessToken = newDatabaseSecret();
  state.addToken(token, accessToken);
  return json(200, { ...bodyOfToken(call, token), accessToken });
}

export function changeToken(call: Call): Answer {
  const { state } = call;
  const token = namedToken(call);
  if (token.revokedAt) throw new ApiError(state.switches.changeOfRevoked ?? 404, 'the token is revoked');
  const change = changeOf(call);
  if (change.description !== undefined) refuseTaken(state, change.description, token);
  Object.assign(token, change);
  return json(200, bodyOfToken(call, token));
}

/** A revoked token keeps its row. Revoking it again finds nothing. */
export function revokeToken(call: Call): Answer {
  const token = namedToken(call);
  if (token.revokedAt) throw notFound('the token is revoked');
  token.revokedAt = present();
  if (call.state.switches.clearPermissionsOnRevoke) token.permissions = [];
  return noContent();
}

function namedToken({ state, params: { id = '' } }: Call): DatabaseToken {
  if (!/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) throw badRequest('the token id is not a UUID');
  const token = state.tokens.get(id.toLowerCase());
  if (!token || isHidden(state, token)) throw notFound('there is no such token');
  return token;
}

function isHidden({ switches }: State, { revokedAt }: DatabaseToken): boolean {
  return switches.hideRevoked === true && revokedAt !== undefined;
}

function refuseTaken({ switches, tokens }: State, description: string, except?: DatabaseToken): void {
  if (!switches.conflictOnDuplicateDescription) return;
  const isTaken = [...tokens.values()].some(
    (each) => each !== except && !each.revokedAt && each.description === description,
  );
  if (isTaken) throw conflict('a token with this description exists');
}

function bodyOfToken({ state, ids }: Call, token: DatabaseToken): { [key: string]: Json | undefined } {
  const { id, description, permissions, createdAt, expiresAt, revokedAt } = token;
  const unset = state.switches.unsetDates ?? 'missing';
  return {
    ...ids,
    id,
    description,
    permissions: permissions.map(({ action, resource }) => ({ action, resource })),
    createdAt: rfc3339(createdAt),
    expiresAt: dateOr(expiresAt, unset),
    revokedAt: dateOr(revokedAt, unset),
  };
}

function dateOr(date: Moment | undefined, unset: 'missing' | 'null' | 'epoch'): string | null | undefined {
  if (date) return rfc3339(date);
  if (unset === 'missing') return undefined;
  return unset === 'null' ? null : '1970-01-01T00:00:00Z';
}
