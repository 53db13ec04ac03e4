import { Failure, type FailureFacts } from '#contract/failure';
import type { Answer } from './answer.ts';
import type { Timers } from './limits.ts';

const ATTEMPTS = 3;
const FIRST_STEP_MS = 500;
const LONGEST_JITTER_MS = 30_000;
const LONGEST_ASKED_MS = 60_000;

/** Statuses that say "later": of InfluxDB or of a proxy before it. */
const LATER = new Set([429, 502, 503, 504]);

/** What one attempt came to: an answer, or a failure; `retryAfter` is the header's text. */
export interface Attempt<T> {
  result: { value: T } | { failure: Failure };
  status?: number;
  retryAfter?: string;
  /** Part of it was handed on already: another attempt would hand it on twice. */
  last?: boolean;
}

/** How long a `Retry-After` asks to wait, in ms within [0, 60 s]; undefined when it says nothing usable. */
export function askedWait(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,12}$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_ASKED_MS);
  // Only the HTTP date form counts, which always names its weekday: Date.parse takes "-1" for a year.
  if (!/^[A-Z][a-z]{2},? /.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.min(Math.max(at - now, 0), LONGEST_ASKED_MS);
}

/**
 * How long an answer asks to wait before the same is asked again, in ms, by the server's own clock where it names a
 * time.
 */
export function waitAsked(answer: Pick<Answer, 'status' | 'header'>): { waitMs?: number } {
  if (answer.status !== 429) return {};
  const waitMs = askedWait(answer.header('retry-after'), Date.parse(answer.header('date') ?? ''));
  return waitMs === undefined || Number.isNaN(waitMs) ? {} : { waitMs };
}

/** Full jitter: anywhere between nothing and twice the step before, at most 30 s. `attempt` counts from 1. */
export function jitter(attempt: number, random: () => number): number {
  return Math.floor(random() * Math.min(FIRST_STEP_MS * 2 ** attempt, LONGEST_JITTER_MS));
}

/** Tries a read up to three times; only what may be better a moment later is tried again. */
export async function retrying<T>(
  attempt: () => Promise<Attempt<T>>,
  signal: AbortSignal,
  timers: Timers,
  random: () => number,
): Promise<T> {
  for (let count = 1; ; count += 1) {
    const { result, status, retryAfter, last } = await attempt();
    const again = !last && count < ATTEMPTS && mayBeBetterLater(result, status);
    if (!again && 'failure' in result) throw result.failure;
    if (!again && 'value' in result) return result.value;
    await pause(askedWait(retryAfter, timers.now()) ?? jitter(count, random), signal, timers);
  }
}

function mayBeBetterLater(result: { value: unknown } | { failure: Failure }, status: number | undefined): boolean {
  if (status !== undefined && LATER.has(status)) return true;
  return 'failure' in result && isPassing(result.failure.facts);
}

function isPassing(facts: FailureFacts): boolean {
  return (
    (facts.kind === 'unreachable' && facts.cause === 'reset') ||
    (facts.kind === 'bad-response' && facts.reason === 'truncated')
  );
}

/** Waits `ms`, or ends with a Failure 'cancelled' as soon as `signal` aborts. */
function pause(ms: number, signal: AbortSignal, timers: Timers): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Failure({ kind: 'cancelled' }));
    const onAbort = () => {
      stop();
      reject(new Failure({ kind: 'cancelled' }));
    };
    const stop = timers.after(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
