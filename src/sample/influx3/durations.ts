const NANOS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
  M: 2_630_016_000_000_000n,
  y: 31_557_600_000_000_000n,
};

const LONG: Readonly<Record<string, string>> = {
  nsec: 'ns',
  usec: 'us',
  msec: 'ms',
  millis: 'ms',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  wk: 'w',
  wks: 'w',
  week: 'w',
  weeks: 'w',
  month: 'M',
  months: 'M',
  yr: 'y',
  yrs: 'y',
  year: 'y',
  years: 'y',
};

/** Nanoseconds of a duration as Rust's humantime reads it (`30d`, `1h 30m`); undefined when it is none. */
export function durationNanos(text: string): bigint | undefined {
  if (text === '0') return 0n;
  if (!/^\s*(?:\d+\s*[A-Za-z]+\s*)+$/.test(text)) return undefined;
  let total = 0n;
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+)\s*([A-Za-z]+)/g)) {
    const size = NANOS[LONG[unit] ?? unit];
    if (size === undefined) return undefined;
    total += BigInt(count) * size;
  }
  return total;
}
