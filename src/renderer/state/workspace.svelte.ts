import { untrack } from 'svelte';
import type { ConnectionId } from '#domain/connection';
import type { SortColumn } from '#domain/search-sort';
import { AccessQuestion } from './access-question.svelte.ts';

export type ServerTab = 'tokens' | 'resources' | 'access' | 'findings' | 'history' | 'server';
export type FilterName = 'kind' | 'status' | 'owner' | 'org';
interface TokenSort {
  column: SortColumn;
  direction: 'ascending' | 'descending';
}

/** How a person left the view of one server: it looks the same when they come back. */
export class ServerView {
  tab: ServerTab = $state('tokens');
  /** What stands in the search field. */
  text = $state('');
  /** What the chips filter by, beside the search field. */
  filters: Partial<Record<FilterName, string>> = $state.raw({});
  /** Whether revoked tokens are shown beside the others. */
  showRevoked = $state(false);
  sort: TokenSort = $state.raw({ column: 'changed', direction: 'descending' });
  /** The key of the selected token. */
  selected: string | undefined = $state();
  inspectorOpen = $state(true);
  scrollTop = $state(0);
  /** The bucket or database that is selected among the resources. */
  resource: string | undefined = $state();
  readonly access = new AccessQuestion();
  /** Whether the first narrowing to one organization has been done; after that the person decides. */
  narrowed = $state(false);

  filter(name: FilterName, value: string | undefined): void {
    this.filters = { ...this.filters, [name]: value };
    this.scrollTop = 0;
  }

  clearFilters(): void {
    this.text = '';
    this.filters = {};
    this.scrollTop = 0;
  }
}

/** Which server is open, and how each one was left. */
export class Workspace {
  openId: ConnectionId | undefined = $state();
  readonly #views = new Map<ConnectionId, ServerView>();

  /** The view of a server; made at first use. */
  view(id: ConnectionId): ServerView {
    const known = this.#views.get(id);
    if (known) return known;
    // Untracked: state that is made inside of a derived value would not be followed there.
    const view = untrack(() => new ServerView());
    this.#views.set(id, view);
    return view;
  }

  forget(id: ConnectionId): void {
    this.#views.delete(id);
    if (this.openId === id) this.openId = undefined;
  }
}
