import { JsonInput, type SerdeNumber } from './serde-input.ts';

/** Reads one value as Rust's serde_json reads it into a type, and fails with its words. */
export type Reader<T> = (input: JsonInput) => T;

/** A whole text, read. Throws SerdeError. */
export function fromJson<T>(bytes: Buffer, read: Reader<T>): T {
  const input = new JsonInput(bytes);
  const value = read(input);
  if (input.next() !== '') throw input.unexpected('trailing characters');
  return value;
}

export const text: Reader<string> = (input) => (input.next() === '"' ? input.string() : wrongType(input, 'a string'));

/** An unsigned number of 64 bits. */
export const u64: Reader<bigint> = (input) => {
  if (!/^[-\d]$/.test(input.next())) return wrongType(input, 'u64');
  const value = input.number();
  if (typeof value !== 'bigint') throw input.failed(`invalid type: ${described(value)}, expected u64`);
  if (value < 0n) throw input.failed(`invalid value: integer \`${value}\`, expected u64`);
  return value;
};

/** A string that must turn into something, or be `invalid value`. */
export function parsed<T>(parse: (given: string) => T | undefined, expected: string): Reader<T> {
  return (input) => {
    if (input.next() !== '"') return wrongType(input, expected);
    const given = input.string();
    const value = parse(given);
    if (value === undefined) throw input.failed(`invalid value: string ${debug(given)}, expected ${expected}`);
    return value;
  };
}

/** One of the names of an enum. `shown` are those that its error tells. */
export function variant<T>(names: Readonly<Record<string, T>>, shown: readonly string[]): Reader<T> {
  return (input) => {
    if (input.next() !== '"') return wrongType(input, 'variant identifier');
    const given = input.string();
    const value = Object.hasOwn(names, given) ? names[given] : undefined;
    if (value === undefined) throw input.failed(unknownVariant(given, shown));
    return value;
  };
}

export function unknownVariant(given: string, shown: readonly string[]): string {
  return `unknown variant \`${given}\`, expected one of ${shown.map((name) => `\`${name}\``).join(', ')}`;
}

export function nullable<T>(read: Reader<T>): Reader<T | null> {
  return (input) => {
    if (input.next() !== 'n') return read(input);
    input.word('null');
    return null;
  };
}

/** Fails with the kind of what stands there. */
export function wrongType(input: JsonInput, expected: string): never {
  throw input.failed(`invalid type: ${unexpectedValue(input)}, expected ${expected}`);
}

function unexpectedValue(input: JsonInput): string {
  switch (input.next()) {
    case '{':
      return 'map';
    case '[':
      return 'sequence';
    case '"':
      return `string ${debug(input.string())}`;
    case 'n':
      input.word('null');
      return 'null';
    case 't':
      input.word('true');
      return 'boolean `true`';
    case 'f':
      input.word('false');
      return 'boolean `false`';
    default:
      return described(aNumber(input));
  }
}

function described(value: SerdeNumber): string {
  if (typeof value === 'bigint') return `integer \`${value}\``;
  const digits = Number.isInteger(value.float) ? `${value.float}.0` : String(value.float);
  return `floating point \`${Object.is(value.float, -0) ? '-0.0' : digits}\``;
}

/** A text as Rust's `{:?}` shows it. */
function debug(given: string): string {
  const escaped = given.replaceAll(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `"${escaped.replaceAll('\t', '\\t')}"`;
}

export function aNumber(input: JsonInput): SerdeNumber {
  if (input.peek() === '') throw input.unexpected('EOF while parsing a value');
  if (!/^[-\d]$/.test(input.peek())) throw input.unexpected('expected value');
  return input.number();
}
