import type { Api } from '#api/client';
import type { ConnectionId } from '#domain/connection';
import type { SnapshotFacts } from '#domain/snapshot';
import type { Token, TokenListEnd } from '#domain/token';

/** A list from before another one, and what was told at its end. */
export interface Before {
  tokens: readonly Token[];
  facts: Pick<TokenListEnd, 'completeness'> | undefined;
}

/**
 * Reads the last snapshot of a server and shows it: its first rows at once, then each time that there are twice as many.
 * Answers it whole; undefined where there is none, or it cannot be read: a server is shown without its past too.
 */
export async function recall(
  { api, connectionId }: { api: Api; connectionId: ConnectionId },
  show: (facts: SnapshotFacts, tokens: readonly Token[]) => void,
  signal: AbortSignal,
): Promise<(Before & { facts: SnapshotFacts }) | undefined> {
  const tokens: Token[] = [];
  let shown = 0;
  try {
    const head = await api.history.last({ connectionId });
    if (!head) return undefined;
    const { facts } = head;
    const take = (chunk: readonly Token[]) => {
      for (const token of chunk) tokens.push(token);
      if (tokens.length < 2 * shown) return;
      shown = tokens.length;
      show(facts, [...tokens]);
    };
    await api.history.open({ connectionId, firstAt: facts.firstAt }, take, signal);
    show(facts, tokens);
    return { facts, tokens };
  } catch {
    return undefined;
  }
}
