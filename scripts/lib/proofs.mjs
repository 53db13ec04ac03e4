/** Which tests say in their titles that they prove which requirement. Built-ins only. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';

const SOURCES = ['src', 'test', 'e2e'];

const ID = '(?:[A-N][1-9]\\d?|S[0-5]\\.[1-9]\\d?)';
/** A string that begins with ids: a title, or the part of one in a table of cases. */
const TITLE = new RegExp(`(['"\`])((?:${ID}[ ,/]+)+)((?:\\\\.|(?!\\1)[^\\n])*)\\1`, 'g');
/** What does not run proves nothing. */
const NOT_RUN = /\.(?:skip|todo|fixme)\(\s*$/;

function testFiles() {
  const found = SOURCES.filter((folder) => fs.existsSync(path.join(root, folder))).flatMap((folder) => {
    const names = fs.readdirSync(path.join(root, folder), { recursive: true });
    return names.map((name) => path.join(folder, name).replaceAll(path.sep, '/'));
  });
  return found.filter((file) => /\.(?:test|spec|e2e)\.(?:ts|mjs)$/.test(file)).sort();
}

/**
 * Every id → the titles that begin with it, with their files.
 * @returns {Map<string, string[]>}
 */
export function provenBy(files = testFiles()) {
  const proofs = new Map();
  for (const file of files) {
    const text = fs.readFileSync(path.join(root, file), 'utf8');
    for (const match of text.matchAll(TITLE)) {
      if (NOT_RUN.test(text.slice(0, match.index))) continue;
      for (const id of match[2].match(new RegExp(ID, 'g'))) {
        proofs.set(id, [...(proofs.get(id) ?? []), `${match[3]} (${file})`]);
      }
    }
  }
  return proofs;
}

/**
 * The rows of a table in docs/; `gap` is a written reason that stands in for a test.
 * @param {string} table
 * @returns {{ id: string, says: string, gap?: string }[]}
 */
export function rowsOf(table) {
  const entries = Object.entries(JSON.parse(fs.readFileSync(path.join(root, table), 'utf8')));
  return entries.map(([id, entry]) => (typeof entry === 'string' ? { id, says: entry } : { id, ...entry }));
}

/** Every row with its tests, printed; answers which are proven, which have a reason, and which have neither. */
export function printTable(rows, proofs) {
  for (const { id, says, gap } of rows) {
    const titles = proofs.get(id) ?? [];
    console.log(`${id.padEnd(6)}${says}`);
    for (const title of titles) console.log(`        ✓ ${title}`);
    if (titles.length === 0) console.log(gap ? `        – no test: ${gap}` : '        ✗ NO TEST AND NO REASON');
  }
  return sorted(rows, proofs);
}

/**
 * Which rows have tests, which have none but a reason, and which have neither, by their ids.
 * @param {{ id: string, says: string, gap?: string }[]} rows
 * @param {Map<string, string[]>} proofs
 */
export function sorted(rows, proofs) {
  const without = rows.filter(({ id }) => !proofs.has(id));
  return {
    proven: rows.filter(({ id }) => proofs.has(id)).map(({ id }) => id),
    gaps: without.filter(({ gap }) => gap).map(({ id }) => id),
    bare: without.filter(({ gap }) => !gap).map(({ id }) => id),
  };
}
