import { apart } from './apart.svelte.ts';
import type { ConnectionId } from '#domain/connection';
import type { Finding, Known } from '#domain/findings/finding';
import { findingSteps } from '#domain/findings/find';
import type { Resources } from '#domain/resource';
import type { TokenRow } from '#domain/search-row';
import { judgeElsewhere } from './rules-elsewhere.ts';
import { pause, SLICE_MS } from '#api/turns';

/** So many tokens are judged here, in slices, before a thread of their own would have started. */
const FEW = 2_000;

/** What the rules found on one server, as it was known last. */
export class ServerFindings {
  /** Undefined until every token was looked at once. */
  found: readonly Finding[] | undefined = $state.raw();
  /** When they were found, in ms since 1970. */
  checkedAt: number | undefined = $state();
  /** The rows that they were found among. */
  among: readonly TokenRow[] | undefined = $state.raw();
  #asked: AbortController | undefined;

  /** Holds a server against the rules, never for long on the page's thread; what is asked later takes its place. */
  async check(known: Known, resources?: Resources): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    const found = await judge(known, resources, asked.signal);
    if (asked.signal.aborted || !found) return;
    this.found = found;
    this.checkedAt = known.now;
    this.among = known.rows;
  }
}

/** The findings of every server that was read in this run. */
export class Findings {
  readonly #servers = new Map<ConnectionId, ServerFindings>();

  /** Those of a server; made at first use. */
  of(id: ConnectionId): ServerFindings {
    const known = this.#servers.get(id);
    if (known) return known;
    const findings = apart(() => new ServerFindings());
    this.#servers.set(id, findings);
    return findings;
  }

  forget(id: ConnectionId): void {
    const known = this.#servers.get(id);
    if (!known) return;
    known.found = undefined;
    known.checkedAt = undefined;
    known.among = undefined;
  }
}

/** Undefined when it was ended before. */
async function judge(
  known: Known,
  resources: Resources | undefined,
  signal: AbortSignal,
): Promise<readonly Finding[] | undefined> {
  if (known.rows.length <= FEW) return judgeHere(known, signal);
  try {
    return await judgeElsewhere(known, resources, signal);
  } catch {
    // Where no thread can be had, what is wrong is told later, not never.
    return judgeHere(known, signal);
  }
}

async function judgeHere(known: Known, signal: AbortSignal): Promise<readonly Finding[] | undefined> {
  const steps = findingSteps(known);
  for (;;) {
    await pause();
    if (signal.aborted) return undefined;
    const found = slice(steps);
    if (found) return found;
  }
}

function slice(steps: Generator<undefined, readonly Finding[]>): readonly Finding[] | undefined {
  const end = performance.now() + SLICE_MS;
  do {
    const step = steps.next();
    if (step.done) return step.value;
  } while (performance.now() < end);
  return undefined;
}
