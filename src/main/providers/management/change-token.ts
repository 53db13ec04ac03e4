import { factsOf } from '#contract/failure';
import { sameGrants } from '#domain/grant';
import type { Token, TokenChange, TokenRef } from '#domain/token';
import { lookAfter } from '#main/providers/lost-answer';
import { permissionsOf } from './permissions.ts';
import { tokenPath } from './place.ts';
import type { Asked } from './refusal.ts';
import { readToken, tokenOf } from './token-list.ts';
import { livingDatabases } from './databases.ts';
import { refusalOnField, send, type ManagementWriter } from './writing.ts';

const ASKED_CHANGE: Asked = { right: 'change database tokens', target: 'token' };
const ASKED_REVOKE: Asked = { right: 'revoke database tokens', target: 'token' };

/** Changes description or rights; answers the token as it is then. A lost answer is settled by reading it again. */
export async function updateToken(
  writer: ManagementWriter,
  ref: TokenRef,
  change: TokenChange,
  signal: AbortSignal,
): Promise<Token> {
  const { session } = writer;
  const { description, grants } = change;
  if (description === undefined && grants === undefined) return readToken(session, ref, signal);
  const body = {
    ...(description !== undefined && { description }),
    ...(grants && { permissions: [...permissionsOf(grants), ...(await unreadOf(writer, ref, signal))] }),
  };
  const path = (place: Parameters<typeof tokenPath>[0]) => tokenPath(place, ref.id);
  const written = await send(writer, { method: 'PATCH', path, body }, signal);
  if ('lost' in written)
    return lookAfter('updateToken', signal, async () => {
      const now = await readToken(session, ref, signal);
      return isChanged(now, change) ? now : undefined;
    });
  if (written.answer.status >= 300) throw await refusalOnField(session, written.answer, ASKED_CHANGE);
  return tokenOf(session, written.answer, await livingDatabases(session, signal));
}

/** The list of rights is replaced as a whole: those that this app cannot read are sent as they are. */
async function unreadOf({ session }: ManagementWriter, ref: TokenRef, signal: AbortSignal): Promise<unknown[]> {
  const { unread = [] } = await readToken(session, ref, signal);
  return unread.map((text) => JSON.parse(text) as unknown);
}

function isChanged(token: Token, { description = token.description, grants = token.grants }: TokenChange): boolean {
  return token.description === description && sameGrants(token.grants, grants);
}

/** Revokes a token, which stays in the list. One that is not there (any more) counts as revoked. */
export async function deleteToken(writer: ManagementWriter, ref: TokenRef, signal: AbortSignal): Promise<void> {
  const path = (place: Parameters<typeof tokenPath>[0]) => tokenPath(place, ref.id);
  const written = await send(writer, { method: 'DELETE', path }, signal);
  if ('lost' in written) {
    await lookAfter('deleteToken', signal, async () => ((await isOver(writer, ref, signal)) ? true : undefined));
    return;
  }
  if (written.answer.status < 300) return;
  const failure = await refusalOnField(writer.session, written.answer, ASKED_REVOKE);
  if (failure.facts.kind !== 'gone') throw failure;
}

async function isOver({ session }: ManagementWriter, ref: TokenRef, signal: AbortSignal): Promise<boolean> {
  try {
    return (await readToken(session, ref, signal)).status === 'revoked';
  } catch (error) {
    if (factsOf(error).kind === 'gone') return true;
    throw error;
  }
}
