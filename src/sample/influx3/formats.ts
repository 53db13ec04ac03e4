import { typed, type Answer } from './call.ts';
import { Instant } from './time.ts';
import type { Rows } from './sql/run.ts';
import { floatText, shown, type Value } from './sql/values.ts';

export type Format = 'json' | 'jsonl' | 'csv' | 'pretty' | 'parquet';

export const FORMATS: Readonly<Record<string, Format>> = {
  parquet: 'parquet',
  csv: 'csv',
  pretty: 'pretty',
  json: 'json',
  json_lines: 'jsonl',
  jsonl: 'jsonl',
};
/** The formats in the order in which an error lists them. */
export const FORMAT_NAMES = Object.keys(FORMATS);

const TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  jsonl: 'application/jsonl',
  csv: 'text/csv',
  pretty: 'text/plain; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

/** What a query gives, in a format. Parquet comes as the empty body that a real server sends for no rows. */
export function formatted(rows: Rows, format: Format): Answer {
  return typed(200, TYPES[format], bodies[format](rows));
}

const bodies: Readonly<Record<Format, (rows: Rows) => string>> = {
  json: (given) => `[${objects(given).join(',')}]`,
  jsonl: (given) =>
    objects(given)
      .map((line) => `${line}\n`)
      .join(''),
  csv,
  pretty,
  parquet: () => '',
};

/** One JSON object a row, without its null cells. */
function objects({ columns, rows }: Rows): string[] {
  const keys = columns.map((column) => JSON.stringify(column));
  return rows.map((row) => {
    const cells = row.flatMap((value, index) => (value === null ? [] : [`${keys[index] ?? ''}:${jsonValue(value)}`]));
    return `{${cells.join(',')}}`;
  });
}

/** A cell as JSON: whole numbers of any size, a fraction's `.0`. */
export function jsonValue(value: Value): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? floatText(value) : 'null';
  return JSON.stringify(value instanceof Instant ? String(value) : value);
}

function csv({ columns, rows }: Rows): string {
  if (rows.length === 0) return '';
  return [columns, ...rows.map((row) => row.map(shown))].map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
}

function csvCell(text: string, _index: number, cells: readonly string[]): string {
  if (cells.length === 1 && text === '') return '""';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function pretty({ columns, rows }: Rows): string {
  if (rows.length === 0) return '++\n++';
  const texts = rows.map((row) => row.map(shown));
  const widths = columns.map((column, index) => widest([column, ...texts.map((row) => row[index] ?? '')]));
  const line = `+${widths.map((wide) => '-'.repeat(wide + 2)).join('+')}+`;
  const shownRow = (cells: readonly string[]) =>
    `|${cells.map((cell, index) => ` ${cell}${' '.repeat((widths[index] ?? 0) - width(cell))} `).join('|')}|`;
  return [line, shownRow(columns), line, ...texts.map(shownRow), line].join('\n');
}

function widest(cells: readonly string[]): number {
  return cells.reduce((most, cell) => Math.max(most, width(cell)), 0);
}

function width(text: string): number {
  return Array.from(text).length;
}
