import { explained } from '#api/explained';
import type { Connection } from '#domain/connection';
import { showText } from '#domain/show-text';
import type { Token, TokenChange } from '#domain/token';
import type { AppState } from '#state/app.svelte';

/**
 * Changes a token and shows it as the server answered, with a notice that can take it back. Answers whether it went
 * well; when not, nothing in the view is different.
 */
export async function changeToken(
  app: AppState,
  connection: Connection,
  token: Token,
  change: TokenChange,
  done: string,
): Promise<boolean> {
  const before: TokenChange = {
    ...('description' in change && { description: token.description }),
    ...('status' in change && token.status !== 'expired' && token.status !== 'revoked' && { status: token.status }),
  };
  const changed = await send(app, connection, token, change);
  if (changed)
    app.notices.undo(
      changed.orgId === '' ? done : `${done} in ${showText(changed.orgName ?? changed.orgId, 60)}`,
      () => void takeBack(app, connection, changed, before),
    );
  return changed !== undefined;
}

async function takeBack(app: AppState, connection: Connection, token: Token, before: TokenChange): Promise<void> {
  // To deactivate asks with who loses what, also when it takes an activation back.
  if (before.status === 'inactive')
    return app.route.open({ name: 'deactivate-token', connectionId: connection.id, token });
  const restored = await send(app, connection, token, before);
  if (restored) app.notices.good('Taken back');
}

async function send(
  app: AppState,
  connection: Connection,
  { store, id }: Token,
  change: TokenChange,
): Promise<Token | undefined> {
  try {
    const changed = await app.api.tokens.update({ connectionId: connection.id, token: { store, id }, change });
    app.lists.of(connection.id).put(changed);
    return changed;
  } catch (thrown) {
    const { title, detail, unchanged } = explained(thrown, { action: 'change the token', server: connection.name });
    app.notices.bad(title, [detail, unchanged].filter(Boolean).join(' '));
    return undefined;
  }
}
