import { z } from 'zod';
import { sameGrants } from '#domain/grant';
import type { NewToken, Token, TokenRef } from '#domain/token';
import type { Answer } from '#main/providers/http/http';
import { look, madeSince, unknownOutcome } from '#main/providers/lost-answer';
import type { Created } from '#main/providers/provider';
import { ServerClock } from '#main/providers/server-clock';
import { secretOf } from './authorization.ts';
import { permissionsOf } from './grants-wire.ts';
import { jsonOf } from '#main/providers/http/json';
import { readToken } from './one-token.ts';
import { tokensPath } from './paths.ts';
import { refusal } from './refusal.ts';
import { refusalOnField, send, type FieldRule, type Influx2Writer } from './writing.ts';

const Raw = z.record(z.string(), z.unknown());

function fieldRules(wanted: NewToken): readonly FieldRule[] {
  return [
    [/must include permissions|for permission|is not for org id|instance type/, 'grants'],
    [/org id required/, 'organization'],
    [/invalid status/, 'status'],
    // Said for an unknown user and for an unknown organization alike.
    [/unable to create token/, wanted.ownerId ? 'owner' : 'organization'],
  ];
}

/** Makes a token. A lost answer is looked for in the list, and never asked for again: that could make a second one. */
export async function createToken(writer: Influx2Writer, wanted: NewToken, signal: AbortSignal): Promise<Created> {
  const { orgId, ownerId, description, status, grants } = wanted;
  const startedAt = writer.session.timers.now();
  const body = {
    orgID: orgId,
    ...(ownerId && { userID: ownerId }),
    description,
    status,
    permissions: permissionsOf(grants),
  };
  const written = await send(writer, { method: 'POST', path: tokensPath('api'), body, signal });
  if ('answer' in written && written.answer.status >= 300) throw refusalOnField(written.answer, fieldRules(wanted));
  const created = 'answer' in written ? createdOf(writer, written.answer) : undefined;
  if (created)
    return { ...created, token: { ...created.token, value: await laterValue(writer, created.token, signal) } };
  throw unknownOutcome('createToken', await findMade(writer, wanted, startedAt, signal));
}

/** The new token with its value, or undefined when the answer does not hold them. */
function createdOf({ session }: Influx2Writer, answer: Answer): Created | undefined {
  try {
    const raw = Raw.parse(jsonOf(answer));
    const token = session.parser('api', undefined).tokenOf(raw);
    const secret = secretOf(raw);
    return token && secret ? { token: { ...token, own: 'no' }, secret } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the server will tell the value later too: the answer to a create always does, even where hashes are kept. */
async function laterValue({ session }: Influx2Writer, ref: TokenRef, signal: AbortSignal): Promise<Token['value']> {
  try {
    return (await readToken(session, ref, signal)).value;
  } catch {
    return 'hidden';
  }
}

/** The token that looks like the wanted one and is not older than the request, if the list can be read. */
function findMade({ session }: Influx2Writer, wanted: NewToken, startedAt: number, signal: AbortSignal) {
  return look(signal, async () => {
    const parser = session.parser('api', undefined);
    const alike: Token[] = [];
    const answer = await session.reading.send({
      method: 'GET',
      path: tokensPath('api'),
      query: { orgID: wanted.orgId },
      list: {
        key: 'authorizations',
        take(entries) {
          for (const token of entries.map((entry) => parser.tokenOf(entry)))
            if (token && isAsWanted(token, wanted)) alike.push(token);
        },
      },
      signal,
    });
    if (answer.status >= 300) throw refusal(answer);
    jsonOf(answer);
    const clock = new ServerClock(session.timers);
    clock.learn(answer);
    return madeSince(clock.at(startedAt), alike);
  });
}

function isAsWanted(token: Token, wanted: NewToken): boolean {
  const { description, orgId, ownerId = token.ownerId } = wanted;
  return (
    token.description === description &&
    token.orgId === orgId &&
    token.ownerId === ownerId &&
    sameGrants(token.grants, wanted.grants)
  );
}
