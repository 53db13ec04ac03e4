import { Instant, instantOf } from '#sample/influx3/time';

/** What a cell holds: a bigint is a whole number, a number one with a fraction. */
export type Value = null | boolean | bigint | number | string | Instant | readonly string[];

/** A query that the server does not run; `kind` decides how it is answered. */
export class SqlError extends Error {
  readonly kind: 'syntax' | 'planning' | 'schema' | 'execution';

  constructor(kind: SqlError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }

  static planning(reason: string): SqlError {
    return new SqlError('planning', `Error during planning: ${reason}`);
  }

  static syntax(reason: string): SqlError {
    return new SqlError('syntax', `SQL error: ParserError(${JSON.stringify(reason)})`);
  }
}

/** Less than 0, 0, more than 0; undefined when one of them is null or they cannot be compared. */
export function compare(left: Value, right: Value): number | undefined {
  if (left === null || right === null) return undefined;
  const [a, b] = alike(left, right);
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (typeof a === 'string' || typeof b === 'string') return undefined;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Two cells as two that can be compared: moments as their nanoseconds, a number with a text as text. */
function alike(left: Value, right: Value): [string | bigint | number, string | bigint | number] {
  if (left instanceof Instant || right instanceof Instant) return [nanosOf(left), nanosOf(right)];
  if (isNumber(left) && isNumber(right)) return [left, right];
  if (isNumber(left) && typeof right === 'string' && Number.isFinite(Number(right))) return [left, Number(right)];
  if (isNumber(right) && typeof left === 'string' && Number.isFinite(Number(left))) return [Number(left), right];
  return [shown(left), shown(right)];
}

function nanosOf(value: Value): bigint {
  if (value instanceof Instant) return value.nanos;
  const instant = typeof value === 'string' ? instantOf(value) : undefined;
  if (!instant) throw SqlError.planning(`Cannot coerce arithmetic expression Timestamp(ns) and ${typeName(value)}`);
  return instant.nanos;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function isNumber(value: Value): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** A cell as text: as CSV and tables show it, '' for null. */
export function shown(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return floatText(value);
  if (Array.isArray(value)) return `[${value.join(', ')}]`;
  return String(value);
}

export function floatText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? value.toFixed(1) : String(value);
}

/** The name of a cell's type as DataFusion tells it. */
export function typeName(value: Value): string {
  if (value === null) return 'NULL';
  if (value instanceof Instant) return 'Timestamp(ns)';
  if (Array.isArray(value)) return 'List';
  const names: Readonly<Record<string, string>> = { boolean: 'Boolean', bigint: 'Int64', number: 'Float64' };
  return names[typeof value] ?? 'Utf8';
}

/** Whether a text fits a LIKE pattern, in which `\` takes its meaning from the next character. */
export function isLike(text: string, pattern: string, ignoresCase: boolean): boolean {
  const source = [...pattern.matchAll(/\\([\s\S])|([\s\S])/gu)].map(([, escaped, plain]) => {
    if (plain === '%') return '[\\s\\S]*';
    if (plain === '_') return '[\\s\\S]';
    return (escaped ?? plain ?? '').replace(/[.*+?^${}()|[\]\\/-]/, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`, ignoresCase ? 'iu' : 'u').test(text);
}
