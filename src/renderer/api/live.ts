import type { QueryClient } from '@tanstack/svelte-query';
import type { AppEvent, Bridge, Command } from '#contract/bridge';
import type { Connection, ConnectionId } from '#domain/connection';
import { keys } from './queries.ts';

/** What a page does about main's events beyond keeping the cache fresh. */
export interface LiveListeners {
  command: (command: Command) => void;
  locked: (why: 'idle' | 'system' | 'person') => void;
  /** These servers are gone or stand at another address: what is known of them is of no use. */
  forget: (ids: ConnectionId[]) => void;
}

/** Brings main's events into the query cache and to the listeners. Answers what ends it. */
export function followEvents(bridge: Bridge<MessagePort>, client: QueryClient, listeners: LiveListeners): () => void {
  return bridge.listen((event: AppEvent) => {
    switch (event.name) {
      case 'modes':
        client.setQueryData(keys.modes, event.modes);
        break;
      case 'connections':
        takeConnections(client, event.connections, listeners);
        break;
      case 'clipboard':
        client.setQueryData(keys.clipboard, event.clearsAt);
        break;
      case 'locked':
        listeners.locked(event.why);
        break;
      case 'command':
        listeners.command(event.command);
        break;
    }
  });
}

function takeConnections(client: QueryClient, connections: Connection[], listeners: LiveListeners): void {
  const before = client.getQueryData<Connection[]>(keys.connections) ?? [];
  const outdated = before.filter((old) => !connections.some(({ id, address, caSubject }) => id === old.id && address === old.address && caSubject === old.caSubject));
  client.setQueryData(keys.connections, connections);
  for (const { id } of outdated) client.removeQueries({ queryKey: [id] });
  if (outdated.length > 0) listeners.forget(outdated.map(({ id }) => id));
}
