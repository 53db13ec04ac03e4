/**
 * npm run audit  asks the registry for advisories about the packages of the app and checks the packages' signatures.
 * Where the registry does not answer such questions, it says SKIPPED and is content.
 */
import { npm } from './lib/run.mjs';
import { runScript } from './setup.mjs';

const CHECKS = [
  ['advisories', ['audit', '--omit=dev', '--audit-level=high']],
  ['signatures', ['audit', 'signatures']],
];

/** What a check found, or undefined when the registry gave no answer: npm ends with 1 for both. */
function findings(stdout) {
  try {
    const report = JSON.parse(stdout);
    return report.vulnerabilities ?? report.invalid;
  } catch {
    return undefined; // an error message instead of a report
  }
}

/** Answers whether something was found. */
function check([title, args]) {
  const { status, stdout } = npm([...args, '--json', '--fetch-retries=0', '--fetch-timeout=20000'], {
    timeout: 90_000,
  });
  const found = findings(stdout);
  if (status !== 0 && found === undefined) console.log(`${title}: SKIPPED, the registry does not answer this`);
  else if (status === 0) console.log(`${title}: nothing found`);
  else console.log(`${title}: FOUND\n${JSON.stringify(found, null, 2)}`);
  return status !== 0 && found !== undefined;
}

await runScript(() => (CHECKS.map(check).includes(true) ? 1 : 0));
