import { Instant } from '#sample/influx3/time';
import { compare, isNumber, shown, SqlError, type Value } from './values.ts';

const AGGREGATES = new Set(['count', 'sum', 'avg', 'min', 'max']);

export function isAggregate(name: string): boolean {
  return AGGREGATES.has(name);
}

/** An aggregate over the values of a group, without its nulls. */
export function aggregate(name: string, values: readonly Value[]): Value {
  if (name === 'count') return BigInt(values.length);
  if (values.length === 0) return null;
  if (name === 'min' || name === 'max') return extreme(values, name === 'min' ? -1 : 1);
  const numbers = values.filter(isNumber);
  if (name === 'avg') return numbers.reduce<number>((sum, value) => sum + Number(value), 0) / numbers.length;
  return numbers.every((value) => typeof value === 'bigint')
    ? numbers.reduce((sum, value) => sum + value, 0n)
    : numbers.reduce<number>((sum, value) => sum + Number(value), 0);
}

function extreme(values: readonly Value[], sign: 1 | -1): Value {
  return values.reduce((best, value) => ((compare(value, best) ?? 0) * sign > 0 ? value : best));
}

const onText = (change: (text: string) => Value) => (args: readonly Value[]) => {
  const [value = null] = args;
  return value === null ? null : change(shown(value));
};

const FUNCTIONS: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  lower: onText((text) => text.toLowerCase()),
  upper: onText((text) => text.toUpperCase()),
  trim: onText((text) => text.trim()),
  length: onText((text) => BigInt(Array.from(text).length)),
  char_length: onText((text) => BigInt(Array.from(text).length)),
  concat: (args) => args.map(shown).join(''),
  coalesce: (args) => args.find((value) => value !== null) ?? null,
  starts_with: ([text = null, start = null]) =>
    text === null || start === null ? null : shown(text).startsWith(shown(start)),
  now: () => Instant.ofMs(Date.now(), 'Z'),
};

/** A function of one row. Throws SqlError for one that is not known here. */
export function call(name: string, args: readonly Value[]): Value {
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!known) throw SqlError.planning(`Invalid function '${name}'.\nDid you mean 'now'?`);
  return known(args);
}
