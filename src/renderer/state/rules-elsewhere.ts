import { receivedFinding, sentOf } from '#domain/findings/apart';
import type { Finding, Known } from '#domain/findings/finding';
import type { Resources } from '#domain/resource';
import { plain } from '#api/plain.svelte';
import { pause, SLICE_MS } from '#api/turns';
import threadUrl from './rules-thread.ts?worker&url';
import type { FromRules, ToRules } from './rules-thread.ts';

interface ScriptAddress {
  createScriptURL(asked: string): string;
}

declare global {
  interface Window {
    /** Absent where a page is drawn without a browser. What a policy makes is a text to all who take an address. */
    readonly trustedTypes?: {
      createPolicy(name: string, rules: ScriptAddress): ScriptAddress;
    };
  }
}

/** So many tokens are handed over at once: a millisecond or two of the page. */
const AT_ONCE = 500;

// SECURITY: this policy makes the address of one script, whatever it is given, and its name can be taken only once: no
// other script can run as a worker.
const threads = window.trustedTypes?.createPolicy('rules-thread', { createScriptURL: () => threadUrl });

/**
 * Holds a server against every rule on a thread of its own, which ends with the answer and leaves no copy of the
 * tokens. Rejects when that thread cannot be started, or when `signal` ends it.
 */
export async function judgeElsewhere(
  known: Known,
  resources: Resources | undefined,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const thread = new Worker(threads?.createScriptURL('rules') ?? threadUrl, { type: 'module', name: 'rules' });
  const { port1: ours, port2: theirs } = new MessageChannel();
  try {
    const answer = new Promise<FromRules>((resolve, reject) => {
      ours.onmessage = ({ data }: MessageEvent<FromRules>) => resolve(data);
      thread.onerror = ({ message }) => reject(new Error(message));
      signal.addEventListener('abort', () => reject(new Error('another question came')), { once: true });
    });
    answer.catch(() => undefined);
    thread.postMessage('question', [theirs]);
    const first: ToRules = { known: sentOf(known, resources) };
    ours.postMessage(plain(first));
    await handOver(known, ours, signal);
    ours.postMessage('all' satisfies ToRules);
    return (await answer).map((found) => receivedFinding(found, known));
  } finally {
    ours.close();
    thread.terminate();
  }
}

/** Sends the tokens in slices, between which the page answers. */
async function handOver({ rows }: Known, port: MessagePort, signal: AbortSignal): Promise<void> {
  let end = performance.now() + SLICE_MS;
  for (let at = 0; at < rows.length && !signal.aborted; at += AT_ONCE) {
    const tokens = rows.slice(at, at + AT_ONCE).map(({ token }) => token);
    port.postMessage({ tokens } satisfies ToRules);
    if (performance.now() < end) continue;
    await pause();
    end = performance.now() + SLICE_MS;
  }
}
