import { SerdeError, type JsonInput } from './serde-input.ts';
import { aNumber, nullable, wrongType, type Reader } from './serde.ts';

/** One field of a struct: how it is read, and what stands for it when it is absent; without that it is required. */
export interface Field<T> {
  read: Reader<T>;
  absent?: () => T;
}

type Fields<T> = { [K in keyof T]: Field<T[K]> };

export const required = <T>(read: Reader<T>): Field<T> => ({ read });
export const optional = <T>(read: Reader<T>): Field<T | null> => ({ read: nullable(read), absent: () => null });

export function listOf<T>(read: Reader<T>): Reader<T[]> {
  return (input) => {
    if (input.next() !== '[') return wrongType(input, 'a sequence');
    const items: T[] = [];
    elements(input, () => items.push(read(input)));
    return items;
  };
}

/** An object of any keys. */
export function mapOf<T>(read: Reader<T>): Reader<Record<string, T>> {
  return (input) => {
    if (input.next() !== '{') return wrongType(input, 'a map');
    const entries: [string, T][] = [];
    members(input, (key) => {
      colon(input);
      entries.push([key, read(input)]);
    });
    return Object.fromEntries(entries);
  };
}

/** A struct: unknown fields are passed over, and a list of its fields in their order is taken too. */
export function struct<T extends object>(name: string, fields: Fields<T>): Reader<T> {
  const known = new Map<string, Field<unknown>>(Object.entries(fields));
  return (input) => {
    const found = new Map<string, unknown>();
    if (input.next() === '[') readFieldsInOrder(input, name, known, found);
    else if (input.next() === '{') readFields(input, known, found);
    else return wrongType(input, `struct ${name}`);
    for (const [key, { absent }] of known) {
      if (found.has(key)) continue;
      if (!absent) throw input.failed(`missing field \`${key}\``);
      found.set(key, absent());
    }
    return Object.fromEntries(found) as T;
  };
}

function readFields(input: JsonInput, known: ReadonlyMap<string, Field<unknown>>, found: Map<string, unknown>): void {
  members(input, (key) => {
    const field = known.get(key);
    if (field && found.has(key)) throw new SerdeError(`duplicate field \`${key}\``, false);
    colon(input);
    if (field) found.set(key, field.read(input));
    else anything(input);
  });
}

function readFieldsInOrder(
  input: JsonInput,
  name: string,
  known: ReadonlyMap<string, Field<unknown>>,
  found: Map<string, unknown>,
): void {
  const waiting = [...known];
  elements(input, () => {
    const [key, field] = waiting.shift() ?? [];
    if (key === undefined || field === undefined) throw input.unexpected('trailing characters');
    found.set(key, field.read(input));
  });
  if (waiting.length === 0) return;
  const elementsWord = known.size === 1 ? '1 element' : `${known.size} elements`;
  throw input.failed(`invalid length ${found.size}, expected struct ${name} with ${elementsWord}`);
}

/** Any value, as JavaScript has it. */
export const anything: Reader<unknown> = (input) => {
  switch (input.next()) {
    case '{':
      return mapOf(anything)(input);
    case '[':
      return listOf(anything)(input);
    case '"':
      return input.string();
    case 'n':
      input.word('null');
      return null;
    case 't':
      input.word('true');
      return true;
    case 'f':
      input.word('false');
      return false;
    default: {
      const value = aNumber(input);
      return typeof value === 'bigint' ? value : value.float;
    }
  }
};

function members(input: JsonInput, onKey: (key: string) => void): void {
  input.skip();
  for (let first = true; input.next() !== '}'; first = false) {
    if (!first) comma(input, '}', 'an object');
    if (input.next() === '') throw input.unexpected(`EOF while parsing ${first ? 'an object' : 'a value'}`);
    if (input.peek() !== '"') throw input.unexpected('key must be a string');
    const key = input.string();
    try {
      onKey(key);
    } catch (error) {
      throw input.placed(error);
    }
  }
  input.skip();
}

function elements(input: JsonInput, onElement: () => void): void {
  input.skip();
  for (let first = true; input.next() !== ']'; first = false) {
    if (!first) comma(input, ']', 'a list');
    if (input.next() === '') throw input.unexpected(`EOF while parsing ${first ? 'a list' : 'a value'}`);
    onElement();
  }
  input.skip();
}

function comma(input: JsonInput, end: '}' | ']', what: string): void {
  if (input.next() === '') throw input.unexpected(`EOF while parsing ${what}`);
  if (input.peek() !== ',') throw input.unexpected(`expected \`,\` or \`${end}\``);
  input.skip();
  if (input.next() === end) throw input.unexpected('trailing comma');
}

function colon(input: JsonInput): void {
  if (input.next() === '') throw input.unexpected('EOF while parsing an object');
  if (input.peek() !== ':') throw input.unexpected('expected `:`');
  input.skip();
}
