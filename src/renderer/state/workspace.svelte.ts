import { apart } from './apart.svelte.ts';
import type { ServerListView } from '#contract/view-shapes';
import type { ConnectionId } from '#domain/connection';
import { SORT_COLUMNS, type SortColumn } from '#domain/search-sort';
import { AccessQuestion } from './access-question.svelte.ts';

export type ServerTab = 'tokens' | 'resources' | 'access' | 'findings' | 'history' | 'server';
export const FILTER_NAMES = ['kind', 'status', 'owner', 'org'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];
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

  /** How the list was left, as it can be kept; undefined before it was first shown. */
  get left(): ServerListView | undefined {
    if (!this.narrowed) return undefined;
    const { text, sort, showRevoked } = this;
    const filters: ServerListView['filters'] = {};
    for (const name of FILTER_NAMES) if (this.filters[name] !== undefined) filters[name] = this.filters[name];
    return { text: text.slice(0, 2000), filters, sort, revoked: showRevoked };
  }

  /** Leaves the list as it was kept. */
  take({ text, filters, sort: { column, direction }, revoked = false }: ServerListView): void {
    const known = SORT_COLUMNS.find((one) => one === column);
    // What cannot be read any more is left to be begun as ever.
    if (!known) return;
    this.text = text;
    this.filters = filters;
    this.sort = { column: known, direction };
    this.showRevoked = revoked;
    this.narrowed = true;
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
    const view = apart(() => new ServerView());
    this.#views.set(id, view);
    return view;
  }

  /** How the lists of all servers were left that were shown. */
  get left(): Record<ConnectionId, ServerListView> {
    const left: Record<ConnectionId, ServerListView> = {};
    for (const [id, view] of this.#views) if (view.left) left[id] = view.left;
    return left;
  }

  forget(id: ConnectionId): void {
    this.#views.delete(id);
    if (this.openId === id) this.openId = undefined;
  }
}
