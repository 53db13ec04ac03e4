/**
 * Rows as CSV (RFC 4180, lines end with CR LF). A text that a table program would take for a formula gets an apostrophe
 * in front; numbers stay numbers.
 */
export function csvText(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

function csvField(value: string | number | undefined): string {
  if (typeof value !== 'string') return value === undefined ? '' : String(value);
  const safe = /^\s*[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n']/u.test(safe) ? `"${safe.replace(/"/gu, '""')}"` : safe;
}
