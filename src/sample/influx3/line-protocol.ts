import type { Value } from './sql/values.ts';

/** One line of line protocol, its time still in the unit of the request. */
export interface Point {
  table: string;
  tags: ReadonlyMap<string, string>;
  fields: ReadonlyMap<string, Value>;
  time?: bigint;
}

/** A line that is none, and why, as a write answers it. */
interface WrongLine {
  original_line: string;
  line_number: number;
  error_message: string;
}

/** Reads line protocol; blank lines and comments are passed over. */
export function parseLines(text: string): { points: Point[]; wrong: WrongLine[] } {
  const points: Point[] = [];
  const wrong: WrongLine[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const point = parseLine(line.trim());
    if (typeof point !== 'string') points.push(point);
    else wrong.push({ original_line: line, line_number: index + 1, error_message: point });
  }
  return { points, wrong };
}

/** A point, or what is wrong with the line. */
function parseLine(line: string): Point | string {
  const [series = '', fieldSet = '', timestamp, ...more] = split(line, ' ', true);
  if (more.length > 0) return 'Could not parse entire line. Found trailing content';
  const [table = '', ...tagTexts] = split(series, ',', false);
  if (table === '') return 'A generic parsing error occurred: TakeWhile1';
  if (fieldSet === '') return 'No fields were provided';
  const tags = new Map<string, string>();
  for (const text of tagTexts) {
    const [name = '', value = '', ...rest] = split(text, '=', false);
    if (name === '' || value === '' || rest.length > 0) return 'Tag Set Malformed';
    tags.set(plain(name), plain(value));
  }
  const fields = fieldsOf(fieldSet);
  if (!fields) return 'No fields were provided';
  if (timestamp !== undefined && !/^-?\d+$/.test(timestamp)) return `Unable to parse timestamp value '${timestamp}'`;
  return { table: plain(table), tags, fields, time: timestamp === undefined ? undefined : BigInt(timestamp) };
}

function fieldsOf(text: string): Map<string, Value> | undefined {
  const fields = new Map<string, Value>();
  for (const part of split(text, ',', true)) {
    const [name = '', value = '', ...rest] = split(part, '=', true);
    const read = fieldValue(value);
    if (name === '' || read === undefined || rest.length > 0) return undefined;
    fields.set(plain(name), read);
  }
  return fields;
}

function fieldValue(text: string): Value | undefined {
  if (/^".*"$/s.test(text) && text.length > 1) return text.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
  if (/^-?\d+[iu]$/.test(text)) return BigInt(text.slice(0, -1));
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  if (/^(?:t|T|true|True|TRUE)$/.test(text)) return true;
  return /^(?:f|F|false|False|FALSE)$/.test(text) ? false : undefined;
}

/** Splits at a character that no backslash stands before and, where they count, no quotes stand around. */
function split(text: string, at: string, quotesCount: boolean): string[] {
  const parts: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '\\') index++;
    else if (character === '"' && quotesCount) isQuoted = !isQuoted;
    else if (character === at && !isQuoted) {
      parts.push(text.slice(from, index));
      from = index + 1;
    }
  }
  return [...parts, text.slice(from)];
}

function plain(text: string): string {
  return text.replaceAll(/\\([,= \\])/g, '$1');
}
