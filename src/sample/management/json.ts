import { randomUUID } from 'node:crypto';

/** What is sent as JSON; a bigint is a number there, with all its digits. */
export type Json =
  null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A value as JSON text; members that are undefined are left out. */
export function toJson(value: Json): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(toJson).join(',')}]`;
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [`${JSON.stringify(name)}:${toJson(member)}`],
  );
  return `{${members.join(',')}}`;
}

/** The value of a JSON text; integers of sixteen and more digits come as bigint, exact. Throws SyntaxError. */
export function parseJson(text: string): unknown {
  JSON.parse(text);
  const mark = randomUUID();
  const marked = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (part) =>
    /^-?\d{16,}$/.test(part) ? `"${mark}${part}"` : part,
  );
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
