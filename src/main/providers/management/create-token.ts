import { z } from 'zod';
import { sameGrants } from '#domain/grant';
import type { NewToken, Token } from '#domain/token';
import type { Answer, Written } from '#main/providers/http/http';
import { jsonOf } from '#main/providers/http/json';
import { look, madeSince, unknownOutcome } from '#main/providers/lost-answer';
import type { Created } from '#main/providers/provider';
import { Secret } from '#main/secret';
import { permissionsOf } from './permissions.ts';
import { tokensPath } from './place.ts';
import { messageOf, type Asked } from './refusal.ts';
import { readToken, readTokenList, tokenOf } from './token-list.ts';
import { refusalOnField, send, type ManagementWriter } from './writing.ts';

const ASKED: Asked = { right: 'create database tokens', target: 'cluster' };

const WithSecret = z.object({ accessToken: z.string().min(1) });

type Wanted = Pick<NewToken, 'description' | 'grants' | 'expiresAt'>;

/**
 * Makes a database token. A lost answer is looked for in the list, and never asked for again: that could make a second
 * one.
 */
export async function createToken(writer: ManagementWriter, wanted: NewToken, signal: AbortSignal): Promise<Created> {
  const { session } = writer;
  const startedAt = session.now();
  const written = await sendCreation(writer, wanted, signal);
  if ('answer' in written && written.answer.status >= 300) throw await refusalOnField(session, written.answer, ASKED);
  const created = 'answer' in written ? createdOf(writer, written.answer) : undefined;
  if (!created) throw unknownOutcome('createToken', await findMade(writer, wanted, startedAt, signal));
  const readBack = await readToken(session, created.token, signal).catch(() => created.token);
  return { token: readBack, secret: created.secret };
}

/**
 * With an end, the guide of Cloud Dedicated asks for its type too, which no description of the API knows. A 400 that
 * names this field made nothing, and only then is it left out.
 */
async function sendCreation(writer: ManagementWriter, wanted: Wanted, signal: AbortSignal): Promise<Written> {
  const { description, grants, expiresAt: at } = wanted;
  const body = { description, permissions: permissionsOf(grants) };
  const post = (body: unknown) => send(writer, { method: 'POST', path: tokensPath, body }, signal);
  if (at === undefined) return post(body);
  const expiresAt = new Date(at).toISOString();
  const first = await post({ ...body, expirationType: 'datetime', expiresAt });
  return isUnknownField(first) ? post({ ...body, expiresAt }) : first;
}

function isUnknownField(written: Written): boolean {
  return 'answer' in written && written.answer.status === 400 && messageOf(written.answer).includes('expirationType');
}

/** The new token with its value, or undefined when the answer does not hold them. */
function createdOf({ session }: ManagementWriter, answer: Answer): Created | undefined {
  try {
    const { accessToken } = WithSecret.parse(jsonOf(answer));
    return { token: tokenOf(session, answer, undefined), secret: new Secret(accessToken) };
  } catch {
    return undefined;
  }
}

/** The token that looks like the wanted one and is not older than the request, if the list can be read. */
function findMade({ session }: ManagementWriter, wanted: Wanted, startedAt: number, signal: AbortSignal) {
  return look(signal, async () => {
    const alike: Token[] = [];
    const take = (tokens: Token[]) => alike.push(...tokens.filter((token) => isAsWanted(token, wanted)));
    await readTokenList(session, take, signal);
    return madeSince(startedAt, alike);
  });
}

function isAsWanted({ description, grants, expiresAt }: Token, wanted: Wanted): boolean {
  const sameEnd = secondOf(expiresAt) === secondOf(wanted.expiresAt);
  return description === wanted.description && sameEnd && sameGrants(grants, wanted.grants);
}

/** A server may keep whole seconds only. */
function secondOf(at: number | undefined): number | undefined {
  return at === undefined ? undefined : Math.floor(at / 1000);
}
