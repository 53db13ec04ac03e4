/**
 * npm run security-table  prints every security requirement and every statement of the source documents with the tests
 * whose titles begin with its id. Exit code 1 when one has neither a test nor a written reason for having none, or has
 * both, or when a test names what is in no table.
 */
import { faultsOf, printTable, provenBy, rowsOf, TABLES } from './lib/proofs.mjs';
import { runScript } from './setup.mjs';

await runScript(() => {
  const rows = TABLES.flatMap(rowsOf);
  const found = printTable(rows, provenBy());
  const faults = faultsOf(found);
  console.log(`\n${rows.length} requirements: ${found.proven.length} with tests, ${found.gaps.length} with a reason`);
  for (const fault of faults) console.log(fault);
  return faults.length > 0 ? 1 : 0;
});
