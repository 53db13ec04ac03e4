/**
 * npm run statements  prints every statement of the source documents with the tests that name it, and those without.
 * Exit code 1 when one has neither a test nor a written reason for having none, or has both.
 */
import { faultsOf, printTable, provenBy, rowsOf, STATEMENTS } from './lib/proofs.mjs';
import { runScript } from './setup.mjs';

await runScript(() => {
  const rows = rowsOf(STATEMENTS);
  const found = printTable(rows, new Map([...provenBy()].filter(([id]) => id.startsWith('S'))));
  const faults = faultsOf(found);
  console.log(`\n${rows.length} statements: ${found.proven.length} with tests`);
  console.log(`without, for a reason: ${found.gaps.join(' ') || 'none'}`);
  for (const fault of faults) console.log(fault);
  return faults.length > 0 ? 1 : 0;
});
