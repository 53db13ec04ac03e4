import type { Connection } from '#domain/connection';
import { type ManyAction, whyLeftOut } from '#domain/many';
import type { Names } from '#domain/names';
import type { Server } from '#domain/server';
import type { Token } from '#domain/token';
import type { ManyTarget } from './many-run.svelte.ts';

/** What is known of a server when something is to be done with its tokens. */
interface KnownServer {
  readonly connection: Connection;
  readonly server: Server | undefined;
  readonly names: Names;
  /** Whether it may be changed now. */
  readonly unlocked: boolean;
}

/**
 * What would be done on one server: the tokens that take part, in this order, and those that are left out with the
 * reason.
 */
export interface ServerPlan extends KnownServer {
  readonly takes: readonly ManyTarget[];
  readonly left: readonly { readonly target: ManyTarget; readonly why: string }[];
}

/** A locked server takes no part; what would not take part anyhow says so by itself. */
export function planOf(action: ManyAction, tokens: readonly Token[], known: KnownServer): ServerPlan {
  const { connection, server, unlocked } = known;
  const takes: ManyTarget[] = [];
  const left: { target: ManyTarget; why: string }[] = [];
  for (const token of tokens) {
    const target = { connectionId: connection.id, token };
    const why = whyLeftOut(action, token, server) ?? (unlocked ? undefined : 'Its server is read-only now.');
    if (why === undefined) takes.push(target);
    else left.push({ target, why });
  }
  // Without the connection's own token nothing else can be done there, so it comes last.
  const isOwn = ({ token }: ManyTarget): number => (token.own === 'yes' || token.id === server?.self?.tokenId ? 1 : 0);
  return { ...known, takes: takes.sort((a, b) => isOwn(a) - isOwn(b)), left };
}
