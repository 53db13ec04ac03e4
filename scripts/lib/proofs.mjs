/** Which tests say in their titles that they prove which requirement. Built-ins only. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';

/** The 94 statements of the source documents. */
export const STATEMENTS = 'docs/source-statements.json';
/** All that tests may name. */
export const TABLES = ['docs/security-requirements.json', STATEMENTS];

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

/** Every row with its tests, printed; answers what `sorted` does. */
export function printTable(rows, proofs) {
  for (const { id, says, gap } of rows) {
    const titles = proofs.get(id) ?? [];
    console.log(`${id.padEnd(6)}${says}`);
    for (const title of titles) console.log(`        ✓ ${title}`);
    if (titles.length > 0 && gap) console.log(`        ✗ TESTS, AND YET A REASON FOR HAVING NONE: ${gap}`);
    if (titles.length === 0) console.log(gap ? `        – no test: ${gap}` : '        ✗ NO TEST AND NO REASON');
  }
  return sorted(rows, proofs);
}

/**
 * The ids of the rows that have tests, of those that have none but a reason, and of the faulty ones: `bare` have
 * neither, `stale` have tests and still a reason for having none, `unknown` are named by tests and stand in no row.
 * @param {{ id: string, says: string, gap?: string }[]} rows
 * @param {Map<string, string[]>} proofs
 */
export function sorted(rows, proofs) {
  const idsOf = (wanted) => rows.filter(wanted).map(({ id }) => id);
  return {
    proven: idsOf(({ id, gap }) => proofs.has(id) && !gap),
    gaps: idsOf(({ id, gap }) => !proofs.has(id) && gap),
    bare: idsOf(({ id, gap }) => !proofs.has(id) && !gap),
    stale: idsOf(({ id, gap }) => proofs.has(id) && gap),
    unknown: [...proofs.keys()].filter((id) => !rows.some((row) => row.id === id)),
  };
}

/** What is wrong with the rows, a line for each kind of fault; empty: nothing. */
export function faultsOf({ bare, stale, unknown }) {
  return [
    ['neither tests nor a reason', bare],
    ['tests, and a reason for having none', stale],
    ['named by tests, in no table', unknown],
  ].flatMap(([fault, ids]) => (ids.length > 0 ? [`${fault}: ${ids.join(' ')}`] : []));
}
