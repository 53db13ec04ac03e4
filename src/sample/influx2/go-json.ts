/** What Go's encoder can be given here; `undefined` members are left out, as `omitempty` does. */
export type GoValue =
  string | number | boolean | null | readonly GoValue[] | { readonly [key: string]: GoValue | undefined };

const NEEDS_ESCAPE = /[\u0000-\u001f"\\<>&\u2028\u2029\ud800-\udfff]/;

/** A text as Go's `encoding/json` writes it: with `<`, `>`, `&` and the two line separators escaped. */
export function goString(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return `"${text}"`;
  return JSON.stringify(Buffer.from(text).toString()).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A value in Go's compact form. */
export function goCompact(value: GoValue): string {
  if (typeof value === 'string') return goString(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (isList(value)) return `[${value.map(goCompact).join(',')}]`;
  return `{${members(value)
    .map(([key, member]) => `${goString(key)}:${goCompact(member)}`)
    .join(',')}}`;
}

/** A value in Go's indented form; `depth` is how deep it stands, in tabs (or `unit`). */
export function goIndented(value: GoValue, depth = 0, unit = '\t'): string {
  if (typeof value === 'string') return goString(value);
  if (value === null || typeof value !== 'object') return String(value);
  const inner = `\n${unit.repeat(depth + 1)}`;
  const outer = `\n${unit.repeat(depth)}`;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    return `[${value.map((item) => inner + goIndented(item, depth + 1, unit)).join(',')}${outer}]`;
  }
  const all = members(value);
  if (all.length === 0) return '{}';
  return `{${all.map(([key, member]) => `${inner}${goString(key)}: ${goIndented(member, depth + 1, unit)}`).join(',')}${outer}}`;
}

function isList(value: object): value is readonly GoValue[] {
  return Array.isArray(value);
}

function members(value: { readonly [key: string]: GoValue | undefined }): [string, GoValue][] {
  return Object.entries(value).filter((entry): entry is [string, GoValue] => entry[1] !== undefined);
}
