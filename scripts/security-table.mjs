/**
 * npm run security-table  prints every security requirement and every statement of the source documents with the tests
 * whose titles begin with its id. Exit code 1 when one has neither a test nor a written reason for having none.
 */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './lib/run.mjs';
import { runScript } from './setup.mjs';

const SOURCES = ['src', 'test', 'e2e'];
const TABLES = ['docs/security-requirements.json', 'docs/source-statements.json'];

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

/** Every id → the titles that begin with it, with their files. */
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

function rowsOf(table) {
  const entries = Object.entries(JSON.parse(fs.readFileSync(path.join(root, table), 'utf8')));
  return entries.map(([id, entry]) => (typeof entry === 'string' ? { id, says: entry } : { id, ...entry }));
}

function print({ id, says, gap }, titles) {
  console.log(`${id.padEnd(6)}${says}`);
  for (const title of titles) console.log(`        ✓ ${title}`);
  if (titles.length === 0) console.log(gap ? `        – no test: ${gap}` : '        ✗ NO TEST AND NO REASON');
}

await runScript(() => {
  const proofs = provenBy();
  const rows = TABLES.flatMap(rowsOf);
  for (const row of rows) print(row, proofs.get(row.id) ?? []);
  const proven = rows.filter((row) => proofs.has(row.id));
  const gaps = rows.filter((row) => !proofs.has(row.id) && row.gap);
  const bare = rows.filter((row) => !proofs.has(row.id) && !row.gap).map((row) => row.id);
  // S2 to S5 are statements about other products; their table comes with them.
  const unknown = [...proofs.keys()].filter((id) => !/^S[2-5]/.test(id) && !rows.some((row) => row.id === id));
  console.log(
    `\n${rows.length} requirements: ${proven.length} with tests, ${gaps.length} with a reason, ${bare.length} with neither`,
  );
  if (bare.length > 0) console.log(`neither: ${bare.join(' ')}`);
  if (unknown.length > 0) console.log(`tests name what is in no table: ${unknown.join(' ')}`);
  return bare.length + unknown.length > 0 ? 1 : 0;
});
