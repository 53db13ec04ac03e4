import { grouped } from './number-words.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const FARTHEST = 9999;

const UNKNOWN_TIME = 'unknown';

/** Units from the longest: how many ms, the short form, the word. */
const UNITS = [
  { length: YEAR, short: 'y', word: 'year' },
  { length: DAY, short: 'd', word: 'day' },
  { length: HOUR, short: 'h', word: 'hour' },
  { length: MINUTE, short: 'min', word: 'minute' },
] as const;

/**
 * How long ago, for a cell: "2 d", "41 d", "3 y", "now", "in 5 h". Both in ms since 1970; "unknown" for no time at all.
 */
export function ago(then: number | undefined, now: number): string {
  const found = measure(then, now);
  if (typeof found === 'string') return found === 'now' ? 'now' : UNKNOWN_TIME;
  const words = `${count(found.amount)} ${found.unit.short}`;
  return found.future ? `in ${words}` : words;
}

/** The same in a sentence: "2 days ago", "just now", "in 5 hours". */
export function agoLong(then: number | undefined, now: number): string {
  const found = measure(then, now);
  if (typeof found === 'string') return found === 'now' ? 'just now' : UNKNOWN_TIME;
  const words = `${count(found.amount)} ${found.unit.word}${found.amount === 1 ? '' : 's'}`;
  return found.future ? `in ${words}` : `${words} ago`;
}

/** A retention or another length of seconds: "30 d", "1 h 30 min"; 0 is kept for ever: "infinite". */
export function duration(seconds: number): string {
  if (seconds === 0) return 'infinite';
  if (!Number.isFinite(seconds) || seconds < 0) return UNKNOWN_TIME;
  if (seconds < 60) return `${String(Math.round(seconds * SECOND) / SECOND)} s`;
  if (seconds * SECOND > FARTHEST * YEAR) return `${count(Infinity)} y`;
  let rest = seconds * SECOND;
  const parts: string[] = [];
  for (const { length, short } of UNITS.slice(1)) {
    const amount = Math.floor(rest / length);
    rest -= amount * length;
    if (amount > 0) parts.push(`${grouped(amount)} ${short}`);
  }
  return parts.slice(0, 2).join(' ');
}

/** The exact moment in ISO 8601, UTC; "unknown" for what no calendar holds. */
export function exactTime(ms: number | undefined): string {
  const date = new Date(ms ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? UNKNOWN_TIME : date.toISOString();
}

// Written without Intl: a process loads the system's calendars for its first format, a page before its first rows.
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The moment for reading, in the system's time zone: "12 Mar 2026, 14:02"; "unknown" for what no calendar holds. */
export function dateTime(ms: number | undefined): string {
  const date = new Date(ms ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return UNKNOWN_TIME;
  return `${dayOf(date)}, ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
}

/**
 * The end of a token for a cell: "in 29 d · 30 Jun 2026", "2 d ago · 30 May 2026", "never" for none. In ms since 1970.
 */
export function expiryWords(expiresAt: number | undefined, now: number): string {
  if (expiresAt === undefined) return 'never';
  const date = new Date(expiresAt);
  if (Number.isNaN(date.getTime())) return UNKNOWN_TIME;
  const far = ago(expiresAt, now);
  return `${far === 'now' || expiresAt > now ? far : `${far} ago`} · ${dayOf(date)}`;
}

type Unit = (typeof UNITS)[number];

function measure(
  then: number | undefined,
  now: number,
): 'unknown' | 'now' | { amount: number; unit: Unit; future: boolean } {
  if (then === undefined || !Number.isFinite(then) || !Number.isFinite(now)) return 'unknown';
  const distance = Math.abs(now - then);
  const unit = UNITS.find(({ length }) => distance >= length);
  if (!unit) return 'now';
  return { amount: Math.floor(distance / unit.length), unit, future: then > now };
}

function count(amount: number): string {
  return amount > FARTHEST ? `over ${grouped(FARTHEST)}` : String(amount);
}

function dayOf(date: Date): string {
  return `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''} ${date.getFullYear()}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
