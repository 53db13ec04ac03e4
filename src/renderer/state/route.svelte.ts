import type { WhyRenew } from '#api/renewing';
import type { ConnectionId } from '#domain/connection';
import type { ManyAction } from '#domain/many';
import type { Token } from '#domain/token';
import type { TokenFile } from '#domain/token-file';
import type { MadeInstead } from './replacements.svelte.ts';

/** What fills the window beside the rail. Which tab of a server is open stands in its view (workspace). */
export type Page =
  | { name: 'welcome' }
  | { name: 'server' }
  /** The tokens of all servers in one list. */
  | { name: 'all' }
  /**
   * Makes a token, perhaps like another one, and perhaps to retire that one afterwards (`replaces`); with `editOf` it
   * changes the rights of that one instead.
   */
  | { name: 'create'; connectionId: ConnectionId; cloneOf?: Token; replaces?: boolean; editOf?: Token };

/** What lies over the page. */
export type DialogRoute =
  | { name: 'connect'; connectionId?: ConnectionId }
  /** Asks for another credential in the place of one that ran out. */
  | { name: 'renew-token'; connectionId: ConnectionId; why: WhyRenew }
  | { name: 'remove-connection'; connectionId: ConnectionId }
  | { name: 'test-connection'; connectionId: ConnectionId }
  | { name: 'delete-token'; connectionId: ConnectionId; token: Token }
  | { name: 'deactivate-token'; connectionId: ConnectionId; token: Token }
  /** Does one thing with several tokens, of several servers perhaps. */
  | { name: 'many-tokens'; action: ManyAction; targets: readonly { connectionId: ConnectionId; token: Token }[] }
  /** Offers to end a token in whose place another one was made. */
  | { name: 'retire-token'; connectionId: ConnectionId; token: Token; made: MadeInstead }
  | {
      name: 'secret';
      connectionId: ConnectionId;
      revealId: string;
      token: Pick<Token, 'description' | 'id' | 'store'>;
      afterwards?: DialogRoute;
      /** This connection uses the token from now on. */
      own?: boolean;
      /** The value stands in a file already, and its token is not in the list of any server yet. */
      inFile?: boolean;
    }
  | { name: 'set-up'; connectionId: ConnectionId }
  | { name: 'narrow'; connectionId: ConnectionId }
  | { name: 'recovery'; connectionId: ConnectionId }
  | { name: 'claim'; connectionId: ConnectionId }
  | { name: 'regenerate'; connectionId: ConnectionId }
  | { name: 'recovery-port'; connectionId: ConnectionId }
  | { name: 'token-file'; connectionId: ConnectionId; kind: TokenFile['kind'] }
  | { name: 'import' }
  | { name: 'export' }
  | { name: 'settings' };

export type DialogName = DialogRoute['name'];

/** Where the person is: one page, and a stack of dialogs of which the last one is on top. */
export class Route {
  page: Page = $state.raw({ name: 'welcome' });
  dialogs: readonly DialogRoute[] = $state.raw([]);

  go(page: Page): void {
    this.page = page;
  }

  open(dialog: DialogRoute): void {
    this.dialogs = [...this.dialogs, dialog];
  }

  /** Closes this dialog and what lies on it; without one, the top one. */
  close(dialog: DialogRoute | undefined = this.dialogs.at(-1)): void {
    const at = this.dialogs.findIndex((each) => each === dialog);
    if (at >= 0) this.dialogs = this.dialogs.slice(0, at);
  }

  /** Puts another dialog in the place of the top one. */
  replace(dialog: DialogRoute): void {
    this.dialogs = [...this.dialogs.slice(0, -1), dialog];
  }

  /** Closes every dialog and page that is about this server. */
  leave(id: ConnectionId): void {
    this.dialogs = this.dialogs.filter((dialog) => !('connectionId' in dialog) || dialog.connectionId !== id);
    if (this.page.name === 'create' && this.page.connectionId === id) this.page = { name: 'server' };
  }
}
