import { z } from 'zod';
import type { Capability } from '#domain/server';

/** Says who may call: 'local' touches no server, 'read' only reads from one, 'write' needs an unlocked one. */
export type Access = 'local' | 'read' | 'write';

export interface CallMethod<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  kind: 'call';
  access: Access;
  input: I;
  output: O;
  /** The one write operation that a 'write' method is handed. */
  operation?: Capability;
  /** The field of the input that may hold a long text, as a file does; all the rest of it fits into a usual message. */
  longText?: string;
}

export interface StreamMethod<
  I extends z.ZodType = z.ZodType,
  C extends z.ZodType = z.ZodType,
  E extends z.ZodType = z.ZodType,
> {
  kind: 'stream';
  access: 'local' | 'read';
  input: I;
  chunk: C;
  end: E;
}

export type Method = CallMethod | StreamMethod;

/** A method that touches no server. */
export function local<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'call', access: 'local', input, output } as const;
}

/** A method that touches no server, and is handed one long text in the field that `longText` names. */
export function localWithText<I extends z.ZodType, O extends z.ZodType>(longText: string, input: I, output: O) {
  return { ...local(input, output), longText } as const;
}

/** A method that reads from the server that its input's `connectionId` names. */
export function read<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'call', access: 'read', input, output } as const;
}

/** A method that does one write operation on an unlocked server. */
export function write<W extends Capability, I extends z.ZodType, O extends z.ZodType>(
  operation: W,
  input: I,
  output: O,
) {
  return { kind: 'call', access: 'write', operation, input, output } as const;
}

/** A read that answers in chunks and then once with an end. */
export function stream<A extends 'local' | 'read', I extends z.ZodType, C extends z.ZodType, E extends z.ZodType>(
  access: A,
  input: I,
  chunk: C,
  end: E,
) {
  return { kind: 'stream', access, input, chunk, end } as const;
}

/**
 * A part that many rows of a list share as one object: it is checked once, whole, and answered as one object again, so
 * that a message holds it once too.
 */
export function shared<S extends z.ZodType>(schema: S) {
  const known = new WeakMap<object, z.output<S>>();
  return z
    .custom<z.input<S> & object>((value) => typeof value === 'object' && value !== null)
    .transform((value, context) => {
      const before = known.get(value);
      if (before !== undefined) return before;
      const checked = schema.safeParse(value);
      if (checked.success) {
        known.set(value, checked.data);
        return checked.data;
      }
      for (const { path, message } of checked.error.issues) context.addIssue({ code: 'custom', path, message });
      return z.NEVER;
    });
}
