import { z } from 'zod';
import type { Reply } from '#contract/bridge';
import { contract } from '#contract/contract';
import type { CallMethod, Method, StreamMethod } from '#contract/define';
import { Failure, type FailureFacts, factsOf } from '#contract/failure';
import { ONCE } from '#domain/parse-once';
import { type Log, traceOf } from '#main/log';
import type { Clock } from '#main/ports';
import type { UnderWay } from '#main/services/under-way';
import type { AnyHandler, Handlers } from './calls.ts';
import type { Gate } from './gate.ts';
import { Limits } from './limits.ts';
import { mustFit, parts } from './measure.ts';
import type { StreamPort } from './stream-port.ts';

const OnConnection = z.object({ connectionId: z.string() });

interface Needs {
  handlers: Handlers;
  gate: Gate;
  underWay: UnderWay;
  clock: Clock;
  log: Log;
}

/** The one door: finds the method, checks what goes in and comes out, and answers with data, never by throwing. */
export class Router {
  readonly #handlers: Record<string, Record<string, AnyHandler>>;
  readonly #needs: Needs;
  readonly #limits: Limits;

  constructor(needs: Needs) {
    this.#handlers = needs.handlers;
    this.#needs = needs;
    this.#limits = new Limits(needs.clock);
  }

  /** Answers a call. Its path comes from a page, so it may be anything. */
  async call(given: unknown, input: unknown): Promise<Reply<unknown>> {
    const path = pathIn(given);
    const { signal, done } = this.#needs.underWay.begin();
    try {
      const { method, handler } = this.#find(path, isCall);
      const value = await this.#limits.during(path, () => this.#answer(method, handler, input, signal));
      return { ok: true, value };
    } catch (thrown) {
      return { ok: false, failure: this.#facts(path, thrown) };
    } finally {
      done();
    }
  }

  /** Answers a stream through a port: chunks, then its end or a failure. Closing the port cancels it. */
  async stream(given: unknown, input: unknown, port: StreamPort): Promise<void> {
    const path = pathIn(given);
    const { signal, abort, done } = this.#needs.underWay.begin();
    port.onClose(abort);
    try {
      const { method, handler } = this.#find(path, isStream);
      const end = await this.#limits.during(path, () => this.#flow(method, handler, input, port, signal));
      port.post({ end });
    } catch (thrown) {
      port.post({ failure: this.#facts(path, thrown) });
    } finally {
      done();
      port.close();
    }
  }

  #find<M extends Method>(path: string, isWanted: (method: Method) => method is M): { method: M; handler: AnyHandler } {
    const [group = '', name = '', ...rest] = path.split('.');
    const method = ownPart(ownPart<Record<string, Method>>(contract, group), name);
    const handler = ownPart(ownPart(this.#handlers, group), name);
    if (rest.length > 0 || !method || !handler || !isWanted(method))
      throw new Failure({ kind: 'bad-request', where: 'path' });
    return { method, handler };
  }

  async #answer(method: CallMethod, handler: AnyHandler, given: unknown, signal: AbortSignal): Promise<unknown> {
    const input = checked(method, given);
    const value = await handler({ input, signal, ...this.#server(method, input) });
    mustFit(value);
    return method.output.parse(value, ONCE);
  }

  async #flow(
    method: StreamMethod,
    handler: AnyHandler,
    given: unknown,
    port: StreamPort,
    signal: AbortSignal,
  ): Promise<unknown> {
    const input = checked(method, given);
    const push = (chunk: unknown) => {
      for (const part of parts(chunk)) {
        if (signal.aborted) return;
        port.post({ chunk: method.chunk.parse(part) });
      }
    };
    const end = await handler({ input, signal, push, ...this.#server(method, input) });
    mustFit(end);
    return method.end.parse(end, ONCE);
  }

  /** What a method is handed of a server, by its access word. */
  #server(method: Method, input: unknown): { server?: object } {
    if (method.access === 'local') return {};
    const { connectionId } = OnConnection.parse(input, ONCE);
    if (method.access === 'read') return { server: this.#needs.gate.reading(connectionId) };
    if (method.kind !== 'call' || !method.operation) throw new Failure({ kind: 'internal' });
    return { server: this.#needs.gate.writing(connectionId, method.operation) };
  }

  #facts(path: string, thrown: unknown): FailureFacts {
    const facts = factsOf(thrown);
    const root = facts.kind === 'part-done' ? facts.cause : facts;
    if (root.kind === 'internal') this.#needs.log.error(`${path.slice(0, 64)} failed: ${traceOf(thrown)}`);
    return facts;
  }
}

function pathIn(given: unknown): string {
  return typeof given === 'string' ? given : '';
}

/**
 * The input as its schema knows it; Failure 'bad-request' names the place that does not fit, never what stood there.
 */
function checked(method: Method, given: unknown): unknown {
  mustFit(given, method.kind === 'call' ? method.longText : undefined);
  const input = method.input.safeParse(given, ONCE);
  if (input.success) return input.data;
  throw new Failure({ kind: 'bad-request', where: input.error.issues[0]?.path.join('.') });
}

/** SECURITY: only what a table holds itself, so that `constructor` is no method. */
function ownPart<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}

function isCall(method: Method): method is CallMethod {
  return method.kind === 'call';
}

function isStream(method: Method): method is StreamMethod {
  return method.kind === 'stream';
}
