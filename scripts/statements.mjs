/** npm run statements  prints every statement of the source documents with the tests that name it, and those without. */
import { printTable, provenBy, rowsOf } from './lib/proofs.mjs';
import { runScript } from './setup.mjs';

await runScript(() => {
  const rows = rowsOf('docs/source-statements.json');
  const { proven, gaps, bare } = printTable(rows, provenBy());
  console.log(`\n${rows.length} statements: ${proven.length} with tests`);
  console.log(`without, for a reason: ${gaps.join(' ') || 'none'}`);
  console.log(`without: ${bare.join(' ') || 'none'}`);
  return 0;
});
