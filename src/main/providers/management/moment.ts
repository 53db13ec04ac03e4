import { z } from 'zod';

/** A date of influxctl's kind, which tolerant readers meet where a text is usual. */
const Seconds = z.object({ seconds: z.number(), nanos: z.number().optional() });

/**
 * A date in ms since 1970: RFC 3339 with up to nine fractional digits, or seconds with nanoseconds. Undefined for none,
 * which is written in three ways: no key, null, and the beginning of 1970.
 */
export function momentOf(value: unknown): number | undefined {
  const { data } = Seconds.safeParse(value);
  const ms = data ? data.seconds * 1000 + Math.floor((data.nanos ?? 0) / 1e6) : textMoment(value);
  return ms === undefined || Number.isNaN(ms) || ms === 0 ? undefined : ms;
}

function textMoment(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d[Tt ]/.test(value) ? Date.parse(value) : undefined;
}
