import { tokenKey, type Token } from '#domain/token';
import type { AppState } from '#state/app.svelte';
import type { DialogRoute, Page } from '#state/route.svelte';

/** A token just made, as the create page has it. */
interface Made {
  token: Token;
  revealId: string;
  otherExpiry: boolean;
}

/** Leaves the create page for the list with the new token, and shows its value once. */
export function showMade(app: AppState, page: Extract<Page, { name: 'create' }>, made: Made): void {
  const { connectionId } = page;
  const { token, revealId, otherExpiry } = made;
  app.lists.of(connectionId).put(token);
  if (otherExpiry)
    app.notices.bad(
      'The server keeps another expiry than was asked for',
      `It says ${token.expiresAt === undefined ? 'never' : new Date(token.expiresAt).toLocaleString('en')}.`,
    );
  const view = app.workspace.view(connectionId);
  view.tab = 'tokens';
  view.selected = tokenKey(token);
  app.route.go({ name: 'server' });
  app.route.open({ name: 'secret', connectionId, revealId, token, ...retirement(app, page, token) });
}

/** From here on the new token is there: whoever leaves now finds the way to the end of the old one beside that. */
function retirement(
  app: AppState,
  { connectionId, cloneOf, replaces }: Extract<Page, { name: 'create' }>,
  made: Token,
): { afterwards?: DialogRoute } {
  if (!cloneOf || !replaces) return {};
  app.replacements.add(connectionId, cloneOf, made);
  return { afterwards: { name: 'retire-token', connectionId, token: cloneOf, made } };
}
