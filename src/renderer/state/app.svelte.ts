import type { QueryClient } from '@tanstack/svelte-query';
import { createContext } from 'svelte';
import type { Api } from '#api/client';
import { connectionsQuery, keys, lastOf, serverQuery } from '#api/queries';
import { renewing } from '#api/renewing';
import type { Connection, ConnectionId } from '#domain/connection';
import { showText } from '#domain/show-text';
import type { Token } from '#domain/token';
import type { AccessQuestion } from './access-question.svelte.ts';
import { Clock } from './clock.svelte.ts';
import { Commands } from './commands.ts';
import { Fleet } from './fleet.svelte.ts';
import { Findings } from './findings.svelte.ts';
import { LayoutState } from './layout.svelte.ts';
import { Modes } from './modes.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { Renewals } from './renewals.ts';
import { Replacements } from './replacements.svelte.ts';
import { Route } from './route.svelte.ts';
import { TokenLists } from './token-list.svelte.ts';
import { Workspace } from './workspace.svelte.ts';

/** Everything that the views share, made once per window. */
export class AppState {
  readonly clock: Clock;
  readonly modes: Modes;
  readonly lists: TokenLists;
  readonly fleet: Fleet;
  readonly layout: LayoutState;
  readonly findings = new Findings();
  readonly route = new Route();
  readonly workspace = new Workspace();
  readonly notices = new Notices();
  readonly commands = new Commands();
  readonly replacements = new Replacements();
  readonly renewals = new Renewals((connectionId, why) => this.route.open({ name: 'renew-token', connectionId, why }));
  readonly api: Api;

  constructor(
    api: Api,
    readonly queries: QueryClient,
    clock: Clock = new Clock(),
  ) {
    this.api = renewing(api, this.renewals);
    this.clock = clock;
    this.modes = new Modes(this.clock);
    this.lists = new TokenLists(
      this.api,
      (id) => lastOf(this.api, queries, id),
      (id, tokens) => this.#tellNew(id, tokens),
    );
    this.fleet = new Fleet(
      this.lists,
      (id) => queries.prefetchQuery(serverQuery(this.api, id)),
      (id) => void queries.cancelQueries({ queryKey: keys.server(id) }),
    );
    this.layout = new LayoutState((layout) => api.settings.setLayout({ layout }));
  }

  /**
   * Connects to a server and reads its tokens, before anything of it is shown but what it was in an earlier run.
   * Settles when they are there, or none will come.
   */
  async begin({ id, credential }: Connection): Promise<void> {
    void this.queries.prefetchQuery(serverQuery(this.api, id));
    if (credential !== 'none') await this.lists.of(id).read();
  }

  /** Opens a server as it was left, and reads its tokens anew. */
  openServer(id: ConnectionId): void {
    const connection = this.#connection(id);
    // Before it is drawn: what is known of an earlier run stands in its first frame.
    if (connection && this.lists.of(id).stage === 'idle') void this.begin(connection);
    else if (id !== this.workspace.openId) this.lists.of(id).freshen(this.clock.at());
    this.workspace.openId = id;
    this.route.go({ name: 'server' });
  }

  /** Shows one token of a server among all of them, whatever they were narrowed to. */
  showToken(id: ConnectionId, key: string): void {
    const view = this.workspace.view(id);
    view.clearFilters();
    view.selected = key;
    view.inspectorOpen = true;
    view.tab = 'tokens';
    this.openServer(id);
  }

  /** Goes to the access of a server and asks this there; what is not named stays as it was. */
  askAccess(id: ConnectionId, asked: Partial<AccessQuestion>): void {
    const view = this.workspace.view(id);
    Object.assign(view.access, asked);
    view.tab = 'access';
    this.openServer(id);
  }

  /** Shows one bucket or database among the resources of its server. */
  showResource(id: ConnectionId, resourceId: string): void {
    const view = this.workspace.view(id);
    view.resource = resourceId;
    view.tab = 'resources';
    this.openServer(id);
  }

  /** Forgets everything read from a server, for instance because its address or token is another now. */
  forget(id: ConnectionId): void {
    this.lists.forget(id);
    this.findings.forget(id);
    void this.queries.resetQueries({ queryKey: [id] });
  }

  /** A connection has a new credential for the same server: what failed is read again, and everything else stays. */
  renewed(id: ConnectionId): void {
    this.renewals.answer(id, true);
    // What is being read goes on: it has waited for this.
    const asItIs = { cancelRefetch: false };
    const failed = (query: { state: { status: string } }) => query.state.status === 'error';
    void this.queries.refetchQueries({ queryKey: [id], predicate: failed }, asItIs);
    void this.queries.invalidateQueries({ queryKey: keys.server(id) }, asItIs);
    const list = this.lists.of(id);
    if (list.stage === 'failed') void list.read();
  }

  /** Asks main to unlock a server, or locks it. A person who says no in the native dialog has answered. */
  toggleMode(connectionId: ConnectionId): void {
    const asked = this.modes.isUnlocked(connectionId)
      ? this.api.modes.lock({ connectionId })
      : this.api.modes.unlock({ connectionId });
    asked.then(
      (modes) => this.modes.take(modes),
      () => undefined,
    );
  }

  /** How often the app was locked in this run: a dialog that shows a value then knows that main has forgotten it. */
  locks = $state(0);

  /** The app was locked. */
  locked(): void {
    this.locks += 1;
    this.notices.good('Locked: every server is read-only again');
  }

  /** The person sees a list that was read at this moment, in ms since 1970. */
  async looked(connectionId: ConnectionId, readAt: number): Promise<void> {
    try {
      this.queries.setQueryData(keys.look(connectionId), await this.api.history.looked({ connectionId, readAt }));
    } catch {
      // Then what changed is told from an earlier look on.
    }
  }

  /** Somebody made an operator token: the person hears of it wherever they are. */
  #tellNew(id: ConnectionId, tokens: readonly Token[]): void {
    const { name = '' } = this.#connection(id) ?? {};
    const [first] = tokens;
    const what = tokens.length === 1 ? 'A new operator token' : `${tokens.length} new operator tokens`;
    const show = () => {
      this.openServer(id);
      this.workspace.view(id).tab = 'history';
    };
    this.notices.bad(
      `${what} on ${showText(name, 60)}`,
      first && (showText(first.description, 80) || showText(first.id)),
      {
        label: 'Show',
        run: show,
      },
    );
  }

  #connection(id: ConnectionId): Connection | undefined {
    return this.queries.getQueryData(connectionsQuery(this.api).queryKey)?.find((each) => each.id === id);
  }

  /** A server was removed: nothing of it stays in sight. */
  removed(id: ConnectionId): void {
    this.route.leave(id);
    this.workspace.forget(id);
    this.lists.forget(id);
    this.findings.forget(id);
    this.fleet.marked.clear(id);
    this.queries.removeQueries({ queryKey: [id] });
    if (this.workspace.openId === undefined) this.route.go({ name: 'welcome' });
  }
}

/** `useApp()` in any component below `provideApp(app)`. */
export const [useApp, provideApp] = createContext<AppState>();
