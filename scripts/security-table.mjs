/**
 * npm run security-table  prints every security requirement and every statement of the source documents with the tests
 * whose titles begin with its id. Exit code 1 when one has neither a test nor a written reason for having none.
 */
import { printTable, provenBy, rowsOf } from './lib/proofs.mjs';
import { runScript } from './setup.mjs';

const TABLES = ['docs/security-requirements.json', 'docs/source-statements.json'];

await runScript(() => {
  const proofs = provenBy();
  const rows = TABLES.flatMap(rowsOf);
  const { proven, gaps, bare } = printTable(rows, proofs);
  const unknown = [...proofs.keys()].filter((id) => !rows.some((row) => row.id === id));
  console.log(
    `\n${rows.length} requirements: ${proven.length} with tests, ${gaps.length} with a reason, ${bare.length} with neither`,
  );
  if (bare.length > 0) console.log(`neither: ${bare.join(' ')}`);
  if (unknown.length > 0) console.log(`tests name what is in no table: ${unknown.join(' ')}`);
  return bare.length + unknown.length > 0 ? 1 : 0;
});
