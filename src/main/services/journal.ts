import { createHash } from 'node:crypto';
import { type FailureFacts, factsOf } from '#contract/failure';
import type { Capability } from '#domain/server';
import type { Ports } from '#main/ports';
import type { Redactor } from '#main/redact';
import type { Secret } from '#main/secret';
import { Lines } from '#main/storage/lines';

/** A journal file is turned when it is larger, in bytes. Turned ones are kept. */
const MAX_BYTES = 5_000_000;

/** A write that is about to be tried: on which server, with which token, what on what. */
export interface Attempt {
  connectionId: string;
  origin: string;
  ownToken?: Secret;
  action: Capability;
  /** Names what is written to: ids and names, no secrets. */
  target: Record<string, string>;
  /** What it is before the write, as far as it could be read. */
  was?: Record<string, unknown>;
  /** What is to be, in the words of the domain. */
  change?: unknown;
}

type Outcome = 'begun' | 'done' | 'refused' | 'failed' | 'unknown';

/** The change journal: a line before and a line after each write. */
export class Journal {
  readonly #lines: Lines;
  readonly #ports: Pick<Ports, 'clock' | 'random'>;
  readonly #redactor: Redactor;

  constructor(ports: Pick<Ports, 'clock' | 'folder' | 'random'>, redactor: Redactor) {
    this.#lines = new Lines(ports, 'journal', MAX_BYTES);
    this.#ports = ports;
    this.#redactor = redactor;
  }

  /** Notes that a write was refused by the app itself, before anything was sent. */
  refused(attempt: Attempt, facts: FailureFacts): void {
    this.#write(attempt, this.#ports.random(), 'refused', { failure: facts.kind });
  }

  /**
   * Notes the attempt, does the write, notes how it ended. When the first line cannot be written, nothing is sent: a
   * Failure of kind 'storage'. `made` names what the write brought forth. A last line that cannot be written goes to
   * `unnoted`, since the write has happened and its answer must not be lost.
   */
  async during<T>(
    attempt: Attempt,
    act: () => Promise<T>,
    made: (value: T) => Record<string, string>,
    unnoted: (thrown: unknown) => void,
  ): Promise<T> {
    const id = this.#ports.random();
    this.#write(attempt, id, 'begun');
    const end = (outcome: Outcome, more?: Record<string, unknown>) => {
      try {
        this.#write(attempt, id, outcome, more);
      } catch (thrown) {
        unnoted(thrown);
      }
    };
    try {
      const value = await act();
      end('done', { made: made(value) });
      return value;
    } catch (thrown) {
      const facts = factsOf(thrown);
      end(outcomeOf(facts), { failure: facts.kind, status: 'status' in facts ? facts.status : undefined });
      throw thrown;
    }
  }

  #write(
    { connectionId, origin, ownToken, action, target, was, change }: Attempt,
    id: string,
    outcome: Outcome,
    more: Record<string, unknown> = {},
  ): void {
    const time = new Date(this.#ports.clock.now()).toISOString();
    const token = ownToken && fingerprint(ownToken);
    const entry = { time, id, connectionId, origin, token, action, target, was, change, outcome, ...more };
    this.#lines.append(this.#plain(entry));
  }

  #plain(value: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.#plainValue(part)]));
  }

  #plainValue(value: unknown): unknown {
    if (typeof value === 'string') return harmless(this.#redactor.clean(value));
    if (Array.isArray(value)) return value.map((part) => this.#plainValue(part));
    if (typeof value === 'object' && value !== null) return this.#plain({ ...value });
    return value;
  }
}

/** The first 8 hex digits of a token's SHA-256: enough to tell tokens apart, too little to find one. */
function fingerprint(token: Secret): string {
  return createHash('sha256').update(token.reveal()).digest('hex').slice(0, 8);
}

/**
 * A name that neither breaks a line, nor turns a text around, nor is a formula where the journal is opened as a table.
 */
function harmless(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
  return /^[=+\-@]/.test(visible) ? `'${visible}` : visible;
}

function outcomeOf(facts: FailureFacts): Outcome {
  if (facts.kind === 'outcome-unknown') return 'unknown';
  const refusals: FailureFacts['kind'][] = [
    'server-refused',
    'missing-right',
    'may-not-grant',
    'bad-credential',
    'token-inactive',
    'owner-inactive',
    'gone',
    'read-only',
  ];
  return refusals.includes(facts.kind) ? 'refused' : 'failed';
}
