import { queryOptions, type QueryClient } from '@tanstack/svelte-query';
import type { ConnectNews, Step } from '#contract/shapes';
import type { ConnectionId } from '#domain/connection';
import type { SnapshotStart } from '#domain/snapshot';
import type { Api } from './client.ts';
import { drawn } from './turns.ts';

// What a server says is kept under keys that begin with the connection's id: an answer of one server can never stand
// in another's place, and everything of a server is dropped with one key.

export const keys = {
  facts: ['app', 'facts'],
  settings: ['app', 'settings'],
  connections: ['app', 'connections'],
  clipboard: ['app', 'clipboard'],
  views: ['app', 'views'],
  steps: (id: ConnectionId) => [id, 'steps'],
  server: (id: ConnectionId) => [id, 'server'],
  resources: (id: ConnectionId) => [id, 'resources'],
  configuration: (id: ConnectionId) => [id, 'configuration'],
  notes: (id: ConnectionId) => [id, 'notes'],
  history: (id: ConnectionId) => [id, 'history'],
  last: (id: ConnectionId) => [id, 'last'],
  look: (id: ConnectionId) => [id, 'look'],
  journal: (id: ConnectionId) => [id, 'journal'],
  accepted: (id: ConnectionId) => [id, 'accepted'],
} as const;

export const factsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.facts, queryFn: () => api.app.facts(), staleTime: Infinity });

export const settingsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.settings, queryFn: () => api.settings.get(), staleTime: Infinity });

/** Kept fresh by main's events. */
export const connectionsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.connections, queryFn: () => api.connections.list(), staleTime: Infinity });

/** The views over all servers that a person named. */
export const viewsQuery = (api: Api) =>
  queryOptions({ queryKey: keys.views, queryFn: () => api.views.list(), staleTime: Infinity });

/**
 * When our text on the clipboard is cleared, in ms since 1970; null when nothing of ours is there. Only main's events
 * say.
 */
export const clipboardQuery = () =>
  queryOptions({ queryKey: keys.clipboard, queryFn: (): number | null => null, staleTime: Infinity });

/**
 * Runs the connect sequence; its steps show under `stepsQuery` as they come, and the server before its end if it can.
 * Until then it is as it was in its last snapshot, if there is one.
 */
export const serverQuery = (api: Api, connectionId: ConnectionId) =>
  queryOptions({
    queryKey: keys.server(connectionId),
    queryFn: async ({ client, signal }) => {
      client.setQueryData(keys.steps(connectionId), []);
      // What is there already is seen first; the server may take its time.
      if (await recallServer(api, client, connectionId)) await drawn();
      return api.server.connect({ connectionId }, (news) => takeNews(client, connectionId, news), signal);
    },
    staleTime: Infinity,
  });

/** The steps of the connect sequence so far. */
export const stepsQuery = (connectionId: ConnectionId) =>
  queryOptions({ queryKey: keys.steps(connectionId), queryFn: (): Step[] => [], enabled: false, initialData: [] });

export const resourcesQuery = (api: Api, connectionId: ConnectionId) =>
  queryOptions({
    queryKey: keys.resources(connectionId),
    queryFn: () => api.server.resources({ connectionId }),
    staleTime: 60_000,
  });

export const configurationQuery = (api: Api, connectionId: ConnectionId) =>
  queryOptions({
    queryKey: keys.configuration(connectionId),
    queryFn: () => api.server.configuration({ connectionId }),
    staleTime: 60_000,
  });

/** Where a person keeps the values, by token key. */
export const notesQuery = (api: Api, connectionId: ConnectionId) =>
  queryOptions({
    queryKey: keys.notes(connectionId),
    queryFn: () => api.notes.list({ connectionId }),
    staleTime: Infinity,
  });

/** The snapshots of a server, the newest first. */
export const historyQuery = (api: Api, connectionId: ConnectionId) =>
  queryOptions({ queryKey: keys.history(connectionId), queryFn: () => api.history.list({ connectionId }) });

/**
 * How the newest snapshot of an earlier run begins; null of none. It is of use until the server has answered in this
 * run.
 */
export const lastQuery = (api: Api, connectionId: ConnectionId) =>
  queryOptions({
    queryKey: keys.last(connectionId),
    queryFn: () => api.history.last({ connectionId }),
    staleTime: Infinity,
  });

/** The same, at once where it is known already. */
export function lastOf(
  api: Api,
  client: QueryClient,
  connectionId: ConnectionId,
): SnapshotStart | Promise<SnapshotStart | null> {
  const query = lastQuery(api, connectionId);
  return client.getQueryData(query.queryKey) ?? client.fetchQuery(query);
}

export const lookQuery = (api: Api, connectionId: ConnectionId) =>
  queryOptions({ queryKey: keys.look(connectionId), queryFn: () => api.history.look({ connectionId }) });

/** What the app itself changed on a server. */
export const journalQuery = (api: Api, connectionId: ConnectionId) =>
  queryOptions({ queryKey: keys.journal(connectionId), queryFn: () => api.history.journal({ connectionId }) });

/** Whether there is something of the server to be drawn. */
async function recallServer(api: Api, client: QueryClient, connectionId: ConnectionId): Promise<boolean> {
  const key = keys.server(connectionId);
  if (client.getQueryData(key) !== undefined) return false;
  const last = lastOf(api, client, connectionId);
  const start = last instanceof Promise ? await last.catch(() => null) : last;
  if (!start || client.getQueryData(key) !== undefined) return false;
  client.setQueryData(key, start.server);
  return true;
}

/** The findings that a person accepted. */
export const acceptedQuery = (api: Api, connectionId: ConnectionId) =>
  queryOptions({
    queryKey: keys.accepted(connectionId),
    queryFn: () => api.findings.accepted({ connectionId }),
    staleTime: Infinity,
  });

function takeNews(client: QueryClient, connectionId: ConnectionId, news: ConnectNews): void {
  if ('server' in news) client.setQueryData(keys.server(connectionId), news.server);
  else client.setQueryData(keys.steps(connectionId), (known: Step[] = []) => nextSteps(known, news.step));
}

/** The first step begins the sequence anew. */
function nextSteps(known: Step[], step: Step): Step[] {
  return step.name === 'reach' ? [step] : [...known, step];
}
