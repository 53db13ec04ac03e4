const NANOS_PER_MS = 1_000_000n;

/**
 * RFC 3339 in UTC as chrono writes it: three digits of a second, none when they are zero. `null` for never, and for
 * what no date can be.
 */
export function isoZoned(ms: number | null): string | null {
  const text = ms === null ? null : dateText(ms);
  return text && `${text.replace('.000Z', '').replace(/Z$/, '')}Z`;
}

function dateText(ms: number): string | null {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** A moment in a column, exact to the nanosecond. */
export class Instant {
  readonly nanos: bigint;
  readonly #zone: string;

  constructor(nanos: bigint, zone: '' | 'Z' = '') {
    this.nanos = nanos;
    this.#zone = zone;
  }

  static ofMs(ms: number, zone: '' | 'Z' = ''): Instant {
    return new Instant(BigInt(ms) * NANOS_PER_MS, zone);
  }

  /** As a query answers it: a fraction of 3, 6 or 9 digits, none when it is zero. */
  toString(): string {
    const ms = this.nanos / NANOS_PER_MS - (this.nanos % NANOS_PER_MS < 0n ? 1n : 0n);
    const date = dateText(Number(ms)) ?? '1970-01-01T00:00:00.000Z';
    const fraction = String(((this.nanos % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n).padStart(9, '0');
    const digits = fraction.replace(/(?:000){1,3}$/, '');
    return `${date.slice(0, -5)}${digits && `.${digits}`}${this.#zone}`;
  }
}

/** A moment that somebody wrote, without a zone taken as UTC; undefined when it is none. */
export function instantOf(text: string): Instant | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(
    text.trim(),
  );
  if (!match) return undefined;
  const [, day = '', clock = '00:00:00', fraction = '', zone = 'Z'] = match;
  const ms = Date.parse(`${day}T${clock}${zone.toUpperCase()}`);
  if (Number.isNaN(ms)) return undefined;
  return new Instant(BigInt(ms) * NANOS_PER_MS + BigInt(fraction.padEnd(9, '0') || 0));
}

/** `2026-06-17T13:02:33.123Z` as deleted databases carry it in their name: `20260617T130233`. */
export function stamp(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:]|\.\d+Z$/g, '');
}
