import { explain } from '#contract/explain';
import { factsOf } from '#contract/failure';
import type { ConnectionId } from '#domain/connection';
import type { AppState } from './app.svelte.ts';

/** Has main ask the person to unlock a server; true when it may be changed then. A "no" needs no message. */
export async function unlock({ api, modes, notices }: AppState, connectionId: ConnectionId): Promise<boolean> {
  try {
    modes.take(await api.modes.unlock({ connectionId }));
    return modes.isUnlocked(connectionId);
  } catch (thrown) {
    const facts = factsOf(thrown);
    if (facts.kind === 'declined') return false;
    const { title, detail } = explain(facts, { action: 'unlock the server' });
    notices.bad(title, detail);
    return false;
  }
}
