import type { ConnectionId } from '#domain/connection';
import type { Traits } from '#domain/server';
import { tokenKey, type Token } from '#domain/token';
import type { AppState } from '#state/app.svelte';

/**
 * Shows that a token was deleted or revoked. A revoked one keeps its row, as the server has it now; when that cannot be
 * read, the list is.
 */
export async function showEnd(
  app: AppState,
  connectionId: ConnectionId,
  token: Token,
  { end }: Pick<Traits, 'end'>,
): Promise<void> {
  const list = app.lists.of(connectionId);
  app.replacements.drop(connectionId, token);
  if (end === 'delete') {
    const view = app.workspace.view(connectionId);
    list.drop(token);
    if (view.selected === tokenKey(token)) view.selected = undefined;
    return;
  }
  const { store, id } = token;
  try {
    list.put(await app.api.tokens.get({ connectionId, token: { store, id } }));
  } catch {
    await list.read();
  }
}
