import { z } from 'zod';
import type { Reply } from '#contract/bridge';
import { contract } from '#contract/contract';
import type { CallMethod, Method, StreamMethod } from '#contract/define';
import { Failure, type FailureFacts, factsOf } from '#contract/failure';
import { type Log, traceOf } from '#main/log';
import type { Clock } from '#main/ports';
import type { AnyHandler, Handlers } from './calls.ts';
import type { Gate } from './gate.ts';
import { Limits } from './limits.ts';
import { mustFit, parts } from './measure.ts';
import type { StreamPort } from './stream-port.ts';

const OnConnection = z.object({ connectionId: z.string() });

/** The one door: finds the method, checks what goes in and comes out, and answers with data, never by throwing. */
export class Router {
  readonly #handlers: Record<string, Record<string, AnyHandler>>;
  readonly #gate: Gate;
  readonly #limits: Limits;
  readonly #log: Log;
  readonly #underWay = new Set<AbortController>();

  constructor(handlers: Handlers, gate: Gate, clock: Clock, log: Log) {
    this.#handlers = handlers;
    this.#gate = gate;
    this.#limits = new Limits(clock);
    this.#log = log;
  }

  /** Answers a call. */
  async call(path: string, input: unknown): Promise<Reply<unknown>> {
    const abort = this.#begin();
    try {
      const { method, handler } = this.#find(path, isCall);
      const value = await this.#limits.during(path, () => this.#answer(method, handler, input, abort.signal));
      return { ok: true, value };
    } catch (thrown) {
      return { ok: false, failure: this.#facts(path, thrown) };
    } finally {
      this.#underWay.delete(abort);
    }
  }

  /** Answers a stream through a port: chunks, then its end or a failure. Closing the port cancels it. */
  async stream(path: string, input: unknown, port: StreamPort): Promise<void> {
    const abort = this.#begin();
    port.onClose(() => abort.abort());
    try {
      const { method, handler } = this.#find(path, isStream);
      const end = await this.#limits.during(path, () => this.#flow(method, handler, input, port, abort.signal));
      port.post({ end });
    } catch (thrown) {
      port.post({ failure: this.#facts(path, thrown) });
    } finally {
      this.#underWay.delete(abort);
      port.close();
    }
  }

  /** Ends everything that is under way. */
  abortAll(): void {
    for (const abort of this.#underWay) abort.abort();
  }

  #begin(): AbortController {
    const abort = new AbortController();
    this.#underWay.add(abort);
    return abort;
  }

  #find<M extends Method>(path: string, isWanted: (method: Method) => method is M): { method: M; handler: AnyHandler } {
    const [group = '', name = '', ...rest] = String(path).split('.');
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
    return method.output.parse(value);
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
        mustFit(part);
        port.post({ chunk: method.chunk.parse(part) });
      }
    };
    const end = await handler({ input, signal, push, ...this.#server(method, input) });
    mustFit(end);
    return method.end.parse(end);
  }

  /** What a method is handed of a server, by its access word. */
  #server(method: Method, input: unknown): { server?: object } {
    if (method.access === 'local') return {};
    const { connectionId } = OnConnection.parse(input);
    if (method.access === 'read') return { server: this.#gate.reading(connectionId) };
    if (method.kind !== 'call' || !method.operation) throw new Failure({ kind: 'internal' });
    return { server: this.#gate.writing(connectionId, method.operation) };
  }

  #facts(path: string, thrown: unknown): FailureFacts {
    const facts = factsOf(thrown);
    if (facts.kind === 'internal') this.#log.error(`${String(path).slice(0, 64)} failed: ${traceOf(thrown)}`);
    return facts;
  }
}

/** The input as its schema knows it; Failure 'bad-request' names the place that does not fit, never what stood there. */
function checked(method: Method, given: unknown): unknown {
  mustFit(given);
  const input = method.input.safeParse(given);
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
