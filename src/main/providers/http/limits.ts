/**
 * Milliseconds since 1970 UTC and timers, handed in so that a test can wind them. `after` answers what ends the timer.
 */
export interface Timers {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

/** How long a call may take and how big an answer may be: times in ms, sizes in bytes. */
export interface Limits {
  connectMs: number;
  headersMs: number;
  idleMs: number;
  totalMs: number;
  bodyBytes: number;
  headerBytes: number;
  /** Token lists: a server builds the whole list before its first byte, and nothing pages it. */
  listHeadersMs: number;
  listTotalMs: number;
  listBytes: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  connectMs: 10_000,
  headersMs: 15_000,
  idleMs: 15_000,
  totalMs: 60_000,
  bodyBytes: 20 * MIB,
  headerBytes: 32 * 1024,
  listHeadersMs: 60_000,
  listTotalMs: 600_000,
  listBytes: 256 * MIB,
};

/** The limits of one call. */
interface CallLimits {
  headersMs: number;
  idleMs: number;
  totalMs: number;
  bodyBytes: number;
}

/** What applies to a call: `list` answers may be late, long and big. */
export function limitsOf(limits: Limits, size: 'list' | 'usual'): CallLimits {
  const { idleMs } = limits;
  if (size === 'list')
    return { idleMs, headersMs: limits.listHeadersMs, totalMs: limits.listTotalMs, bodyBytes: limits.listBytes };
  return { idleMs, headersMs: limits.headersMs, totalMs: limits.totalMs, bodyBytes: limits.bodyBytes };
}
