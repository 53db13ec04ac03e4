import type { Place } from '#contract/view-shapes';
import type { Connection } from '#domain/connection';
import { firstOpened } from '#domain/rail-order';
import type { AppState } from './app.svelte.ts';

/**
 * Goes to where the person was in the run before, as far as it is still there. Answers the server that is open then:
 * the same as before, or the first of `connections`.
 */
export function restorePlace(
  app: AppState,
  place: Place | null,
  connections: readonly Connection[],
): Connection | undefined {
  const open = firstOpened(connections, place?.connectionId);
  const former = open?.id === place?.connectionId ? open : undefined;
  if (!open || !place) return open;
  for (const { id } of connections) {
    const left = place.lists?.[id];
    if (left) app.workspace.view(id).take(left);
  }
  app.workspace.openId = open.id;
  app.fleet.take(place);
  app.route.go({ name: place.page });
  const tab = TABS.find((one) => one === place.tab);
  if (former && tab) app.workspace.view(former.id).tab = tab;
  return open;
}

const TABS = ['tokens', 'resources', 'access', 'findings', 'history', 'server'] as const;

/**
 * Where the person is now; undefined where there is nothing to come back to. What is asked of all servers and of each
 * goes with it.
 */
export function placeOf({ fleet, route, workspace }: AppState): Place | undefined {
  const { openId } = workspace;
  if (openId === undefined || route.page.name === 'welcome') return undefined;
  const page = route.page.name === 'all' ? 'all' : 'server';
  return { page, connectionId: openId, tab: workspace.view(openId).tab, lists: workspace.left, ...fleet.asked };
}
