import type { Api } from '#api/client';
import type { ConnectionId } from '#domain/connection';
import { SharedParts } from '#domain/shared-parts';
import type { SnapshotFacts, SnapshotStart } from '#domain/snapshot';
import { newOperators } from '#domain/token-diff';
import type { Token, TokenListEnd } from '#domain/token';

/** A list from before another one, and what was told at its end. */
export interface Before {
  tokens: readonly Token[];
  facts: Pick<TokenListEnd, 'completeness'> | undefined;
}

/** A list of an earlier run. */
export interface Recalled extends Before {
  facts: SnapshotFacts;
}

/** How the last snapshot of a server begins: at once where that is known already; null of none. */
export type LastOf = (connectionId: ConnectionId) => SnapshotStart | null | Promise<SnapshotStart | null>;

/** Where a list of an earlier run is shown. */
interface Shown {
  showFirst: (first: Recalled) => void;
  showWhole: (whole: Recalled) => void;
}

interface Asked {
  api: Api;
  lastOf: LastOf;
  connectionId: ConnectionId;
}

/**
 * Reads the last snapshot of a server and shows the tokens that stand first, before this returns if they are known
 * already, then all. Answers it whole; undefined where there is none, or it cannot be read: a server is shown without
 * its past too.
 */
export async function recall({ api, lastOf, connectionId }: Asked, shown: Shown): Promise<Recalled | undefined> {
  try {
    const last = lastOf(connectionId);
    const start = last instanceof Promise ? await last : last;
    if (!start) return undefined;
    const { facts, first } = start;
    shown.showFirst({ facts, tokens: first });
    const tokens: Token[] = [];
    const parts = new SharedParts();
    const take = (chunk: readonly Token[]) => {
      parts.share(chunk);
      for (const token of chunk) tokens.push(token);
    };
    await api.history.open({ connectionId, firstAt: facts.firstAt }, take);
    const whole = { facts, tokens };
    shown.showWhole(whole);
    return whole;
  } catch {
    return undefined;
  }
}

/** Operator tokens that came since another list, as far as both show every token. */
export function newSince(before: Before | undefined, now: Before): readonly Token[] {
  const whole = [before, now].every((list) => list?.facts?.completeness === 'every-token');
  return before && whole ? newOperators(before.tokens, now.tokens) : [];
}
