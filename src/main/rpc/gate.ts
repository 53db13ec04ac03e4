import { Failure, factsOf } from '#contract/failure';
import type { Capability } from '#domain/server';
import { type Log, traceOf } from '#main/log';
import type { Reading, WriteSide } from '#main/providers/provider';
import type { Attempt, Journal } from '#main/services/journal';
import type { Modes } from '#main/services/modes';
import { type Profiles, sealedFacts } from '#main/services/profiles';
import type { Servers } from '#main/services/servers';
import { asItWas, attempted, concerned, made } from './attempted.ts';

interface Needs {
  modes: Modes;
  servers: Servers;
  profiles: Profiles;
  journal: Journal;
  log: Log;
}

/** What makes the first token of a server, or gives it another value where it is lost, is asked for without one. */
const NEEDS_NO_TOKEN: ReadonlySet<Capability> = new Set(['setUp', 'claimOperator', 'recoverOperator']);

type AnyWrite = { write(...input: unknown[]): Promise<unknown> }['write'];

/** Decides what a method is handed of a server. */
export class Gate {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** The reads of a connection, and nothing that could change its server. */
  reading(connectionId: string): Reading {
    return { read: this.#needs.servers.of(connectionId).read };
  }

  /**
   * SECURITY: the reads and the one write of an unlocked connection. Failure 'read-only' on a locked one, before a
   * provider is made or a socket touched.
   */
  writing(connectionId: string, operation: Capability): Reading & { write: Partial<WriteSide> } {
    this.#mustBeUnlocked(connectionId, operation);
    const { read, write } = this.#needs.servers.of(connectionId);
    const act: AnyWrite | undefined = write[operation];
    if (!act) throw new Failure({ kind: 'not-able', what: operation });

    return {
      read,
      write: { [operation]: (...input: unknown[]) => this.#write(connectionId, operation, input, act.bind(write)) },
    };
  }

  /** One write: unlocked still, noted before and after, and it makes the time of the unlocked mode begin anew. */
  async #write(connectionId: string, operation: Capability, input: unknown[], act: AnyWrite): Promise<unknown> {
    this.#mustBeUnlocked(connectionId, operation);
    const { journal, modes, log, servers } = this.#needs;
    const ownToken = NEEDS_NO_TOKEN.has(operation) ? undefined : await servers.ownToken(connectionId);
    const was = await this.#was(connectionId, operation, input);
    const attempt = { ...this.#attempt(connectionId, operation, input), was, ownToken };
    try {
      return await journal.during(
        attempt,
        () => act(...input),
        (value) => made(operation, value),
        (thrown) => log.error(`a journal line is missing: ${traceOf(thrown)}`),
      );
    } finally {
      modes.wrote(connectionId);
    }
  }

  /** What is about to be changed, read now; nothing when it cannot be read, since the write itself will say why. */
  async #was(connectionId: string, operation: Capability, input: unknown[]): Promise<Attempt['was']> {
    const ref = concerned(operation, input);
    const signal = input.at(-1);
    if (!ref || !(signal instanceof AbortSignal)) return undefined;
    const { read } = this.#needs.servers.of(connectionId);
    return read.getToken(ref, signal).then(asItWas, () => undefined);
  }

  #mustBeUnlocked(connectionId: string, operation: Capability): void {
    const { modes, journal, log } = this.#needs;
    try {
      modes.mustBeUnlocked(connectionId);
    } catch (thrown) {
      const facts = factsOf(thrown);
      if (facts.kind === 'read-only') {
        try {
          journal.refused(this.#attempt(connectionId, operation, []), facts);
        } catch (unnoted) {
          log.error(`a refused write could not be noted: ${traceOf(unnoted)}`);
        }
      }
      throw thrown;
    }
  }

  #attempt(connectionId: string, operation: Capability, input: unknown[]): Attempt {
    const { origin } = sealedFacts(this.#needs.profiles.find(connectionId));
    return { connectionId, origin, action: operation, ...attempted(operation, input) };
  }
}
