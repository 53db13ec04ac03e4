import type { z } from 'zod';
import type { Contract } from '#contract/contract';
import type { CallMethod, StreamMethod } from '#contract/define';
import type { Capability } from '#domain/server';
import type { Reading, Writing } from '#main/providers/provider';

/** What every handler is handed: the checked input, and what tells that nobody waits for the answer any more. */
interface Asked<I> {
  input: I;
  signal: AbortSignal;
}

/** SECURITY: what a method may do to a server is what it is handed: nothing, the reads, or the reads and one write. */
type Handed<M> = M extends { access: 'read' }
  ? { server: Reading }
  : M extends { access: 'write'; operation: infer W extends Capability }
    ? { server: Writing<W> }
    : unknown;

type HandlerOf<M> = M extends StreamMethod
  ? (
      call: Asked<z.output<M['input']>> & Handed<M> & { push: (chunk: z.input<M['chunk']>) => void },
    ) => Promise<z.input<M['end']>>
  : M extends CallMethod
    ? (call: Asked<z.output<M['input']>> & Handed<M>) => z.input<M['output']> | Promise<z.input<M['output']>>
    : never;

/** A handler for every method of the contract. */
export type Handlers = {
  readonly [Group in keyof Contract]: { readonly [Name in keyof Contract[Group]]: HandlerOf<Contract[Group][Name]> };
};

/** Any call, as the router hands it to the handler that its path names. */
interface AnyCall extends Asked<unknown> {
  server?: object;
  push?(chunk: unknown): void;
}

/** A handler whose types the router does not know; it has checked the input by the same schema that they come from. */
export type AnyHandler = { handle(call: AnyCall): unknown }['handle'];
