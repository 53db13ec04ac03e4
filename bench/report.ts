import fs from 'node:fs';
import path from 'node:path';
import type { Figure } from './statistics.ts';

const reports = path.resolve(import.meta.dirname, '../reports');

/** Prints figures as a table and writes them to reports/NAME.json; the process ends with 1 when a bound is missed. */
export function report(name: string, figures: readonly Figure[]): void {
  console.table(figures);
  fs.mkdirSync(reports, { recursive: true });
  const text = JSON.stringify({ node: process.version, figures }, null, 2);
  fs.writeFileSync(path.join(reports, `${name}.json`), `${text}\n`);
  process.exitCode = figures.every(({ holds }) => holds) ? 0 : 1;
}
