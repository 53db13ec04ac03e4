import { untrack } from 'svelte';
import type { ConnectionId } from '#domain/connection';
import type { Finding, Known } from '#domain/findings/finding';
import { findingSteps } from '#domain/findings/find';

/** The page answers between two slices of this length, in ms, so that it never waits for the rules. */
const SLICE_MS = 5;

/** What the rules found on one server, as it was known last. */
export class ServerFindings {
  /** Undefined until every token was looked at once. */
  found: readonly Finding[] | undefined = $state.raw();
  /** When they were found, in ms since 1970. */
  checkedAt: number | undefined = $state();
  #run = 0;

  /** Holds a server against the rules, slice by slice; what is asked later takes its place. */
  async check(known: Known): Promise<void> {
    const run = ++this.#run;
    const steps = findingSteps(known);
    for (;;) {
      await pause();
      if (run !== this.#run) return;
      const found = slice(steps);
      if (!found) continue;
      this.found = found;
      this.checkedAt = known.now;
      return;
    }
  }
}

/** The findings of every server that was read in this run. */
export class Findings {
  readonly #servers = new Map<ConnectionId, ServerFindings>();

  /** Those of a server; made at first use. */
  of(id: ConnectionId): ServerFindings {
    const known = this.#servers.get(id);
    if (known) return known;
    // Untracked: state that is made inside of a derived value would not be followed there.
    const findings = untrack(() => new ServerFindings());
    this.#servers.set(id, findings);
    return findings;
  }

  forget(id: ConnectionId): void {
    const known = this.#servers.get(id);
    if (!known) return;
    known.found = undefined;
    known.checkedAt = undefined;
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

function pause(): Promise<void> {
  return new Promise((go) => setTimeout(go));
}
