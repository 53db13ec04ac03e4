import { now, type Moment } from '#sample/influx2/time';

/** The present, by microseconds: finer than that no answer of the vendor's was seen. */
export function present(): Moment {
  const { ms, nanos } = now();
  return { ms, nanos: Math.floor(nanos / 1000) * 1000 };
}

/**
 * An RFC 3339 text as a moment, up to nine digits of a second; undefined for any other text, and for days that no month
 * has.
 */
export function parseRfc3339(text: string): Moment | undefined {
  const [, local, digits = '', zone] =
    text.match(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i) ?? [];
  if (local === undefined || zone === undefined) return undefined;
  const plain = Date.parse(`${local}Z`);
  const ms = Date.parse(`${local}${zone}`);
  if (Number.isNaN(ms) || !new Date(plain).toISOString().startsWith(local.toUpperCase())) return undefined;
  const nanos = Number(digits.padEnd(9, '0'));
  return { ms: ms + Math.floor(nanos / 1e6), nanos: nanos % 1e6 };
}
