import { InfluxError } from './errors.ts';
import { GoJsonError, parseFirst, type JsonNode } from './go-parse.ts';
import { parseId } from './ids.ts';

/** Where a decoder stands, and the first mismatch that it saw: Go reads on after one and reports it at the end. */
interface Place {
  mismatch?: string;
  struct?: string;
  path: string[];
}

/** A Go type into which JSON is read. `undefined` is what Go leaves at its zero: absent, null or of another type. */
export interface Shape<T> {
  read(node: JsonNode, at: Place): T | undefined;
}

/** The Go values of a struct's fields, each possibly absent. */
export type Fields<F> = { [K in keyof F]?: F[K] };

/**
 * A body read as Go's `json.NewDecoder(r).Decode(&v)` reads it. Throws GoJsonError with Go's words for text that is no
 * JSON, values of another type, and ids that are none.
 */
export function decodeJson<T>(text: string, shape: Shape<T>): T | undefined {
  const at: Place = { path: [] };
  const value = shape.read(parseFirst(text), at);
  if (at.mismatch !== undefined) throw new GoJsonError(at.mismatch);
  return value;
}

/** A text; `type` is its Go type as an error names it. */
export function text(type = 'string'): Shape<string> {
  return only('string', type, (node) => node.text);
}

/** An id: any other text ends the reading at once. */
export const id: Shape<string> = only('string', 'platform.ID', (node) => {
  try {
    return parseId(node.text);
  } catch (error) {
    if (error instanceof InfluxError) throw new GoJsonError(error.message);
    throw error;
  }
});

/** A whole number; `type` as in `int64`. */
export function integer(type = 'int64'): Shape<number> {
  return only('number', type, (node, at) => {
    if (/^-?\d+$/.test(node.text)) return Number(node.text);
    at.mismatch ??= unfit(`number ${node.text}`, type, at);
    return undefined;
  });
}

/** A slice; an item of another type is undefined in it. */
export function list<T>(item: Shape<T>, type: string): Shape<(T | undefined)[]> {
  return only('array', type, (node, at) => node.items.map((each) => item.read(each, at)));
}

/** Any JSON object of texts. */
export const textMap: Shape<Record<string, string>> = only('object', 'map[string]string', (node, at) =>
  Object.fromEntries(node.members.map(([key, value]) => [key, text().read(value, at) ?? ''])),
);

/**
 * A struct; `type` is its name with its package, as in `authorization.postAuthorizationRequest`. Keys match in any
 * case.
 */
export function struct<F extends object>(type: string, fields: { [K in keyof F]: Shape<F[K]> }): Shape<Fields<F>> {
  const name = type.slice(type.indexOf('.') + 1);
  const byKey = new Map(Object.keys(fields).map((key) => [key.toLowerCase(), key as keyof F & string]));
  return only('object', type, (node, at) => {
    const value: Fields<F> = {};
    for (const [key, member] of node.members) {
      const field = byKey.get(key.toLowerCase());
      if (field === undefined) continue;
      const inside: Place = { struct: name, path: [...at.path, field] };
      value[field] = fields[field].read(member, inside) ?? value[field];
      at.mismatch ??= inside.mismatch;
    }
    return value;
  });
}

type Kind = JsonNode['is'];
type NodeOf<K extends Kind> = Extract<JsonNode, { is: K }>;

/** Takes one kind of node, notes any other as a mismatch, and takes null for absent. */
function only<K extends Kind, T>(kind: K, type: string, take: (node: NodeOf<K>, at: Place) => T | undefined): Shape<T> {
  const fits = (node: JsonNode): node is NodeOf<K> => node.is === kind;
  return {
    read(node, at) {
      if (fits(node)) return take(node, at);
      if (node.is !== 'null') at.mismatch ??= unfit(node.is, type, at);
      return undefined;
    },
  };
}

function unfit(value: string, type: string, at: Place): string {
  const target = at.struct ? `struct field ${at.struct}.${at.path.join('.')}` : 'value';
  return `json: cannot unmarshal ${value} into Go ${target} of type ${type}`;
}
