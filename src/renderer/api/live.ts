import type { QueryClient } from '@tanstack/svelte-query';
import type { AppEvent, Bridge, Command } from '#contract/bridge';
import type { Mode } from '#contract/shapes';
import type { Connection, ConnectionId } from '#domain/connection';
import { keys } from './queries.ts';

/** What a page does about main's events beyond keeping the cache fresh. */
interface LiveListeners {
  command: (command: Command) => void;
  locked: (why: 'idle' | 'system' | 'person') => void;
  /** These servers stand elsewhere or are reached in another way: what was read of them is of no use. */
  forget: (ids: ConnectionId[]) => void;
  removed: (ids: ConnectionId[]) => void;
  modes: (modes: Mode[]) => void;
}

/** Brings main's events into the query cache and to the listeners. Answers what ends it. */
export function followEvents(bridge: Bridge<MessagePort>, client: QueryClient, listeners: LiveListeners): () => void {
  return bridge.listen((event: AppEvent) => {
    switch (event.name) {
      case 'modes':
        listeners.modes(event.modes);
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
  const gone = before.filter((old) => connections.every(({ id }) => id !== old.id)).map(({ id }) => id);
  const moved = connections
    .filter((now) => before.some((old) => old.id === now.id && isElsewhere(old, now)))
    .map(({ id }) => id);
  client.setQueryData(keys.connections, connections);
  listeners.removed(gone);
  listeners.forget(moved);
}

/** Is it another server now, or reached in another way? */
function isElsewhere(old: Connection, now: Connection): boolean {
  return old.address !== now.address || old.caSubject !== now.caSubject || old.credential !== now.credential;
}
