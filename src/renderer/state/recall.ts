import type { Api } from '#api/client';
import { drawn } from '#api/turns';
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

/** A list of an earlier run that is being read. */
interface Recalling {
  /** Settles when its first tokens are drawn; at once where there are none. */
  drawn: Promise<void>;
  /** All of it; undefined where there is none, or it cannot be read: a server is shown without its past too. */
  whole: Promise<Recalled | undefined>;
}

/**
 * Reads the last snapshot of a server and shows the tokens that stand first, before this returns if they are known
 * already, then all.
 */
export function recall(asked: Asked, shown: Shown): Recalling {
  const start = recallStart(asked, shown).catch(() => undefined);
  const whole = start.then((facts) => facts && recallWhole(asked, facts, shown));
  return { drawn: start.then(() => undefined), whole: whole.catch(() => undefined) };
}

async function recallStart({ lastOf, connectionId }: Asked, shown: Shown): Promise<SnapshotFacts | undefined> {
  const last = lastOf(connectionId);
  const start = last instanceof Promise ? await last : last;
  if (!start) return undefined;
  shown.showFirst({ facts: start.facts, tokens: start.first });
  await drawn();
  return start.facts;
}

async function recallWhole({ api, connectionId }: Asked, facts: SnapshotFacts, shown: Shown): Promise<Recalled> {
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
}

/** Operator tokens that came since another list, as far as both show every token. */
export function newSince(before: Before | undefined, now: Before): readonly Token[] {
  const whole = [before, now].every((list) => list?.facts?.completeness === 'every-token');
  return before && whole ? newOperators(before.tokens, now.tokens) : [];
}
