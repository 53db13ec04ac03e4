/** Counts what the test runners say in their own JSON reports. */
import fs from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/** Adds counts up. @param {Count[]} counts @returns {Count} */
export function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const count of counts) for (const word of Object.keys(total)) total[word] += count[word];
  return total;
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined; // the runner broke off before it wrote it
  }
}

/** A runner that failed without a failed test to show (or that ran nothing at all) is one failure. */
function honest(count, exitCode) {
  const silent = count.failed === 0 && (exitCode !== 0 || count.passed === 0);
  return silent ? { ...count, failed: 1 } : count;
}

/** The tests of a vitest report. A file that could not be loaded counts as one failed test. @returns {Count} */
export function countVitest(file, exitCode) {
  const report = readJson(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0);
  const count = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  return honest(count, exitCode);
}

/** The tests of a Playwright report. Errors outside of tests count as failed ones. @returns {Count} */
export function countPlaywright(file, exitCode) {
  const report = readJson(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest({ passed: expected, failed: unexpected + flaky + report.errors.length, skipped }, exitCode);
}

/** A step without a report of its own. @returns {Count} */
export function countStep(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** The last lines of `npm test`; the very last one always has the same form. @param {Count} count */
export function summary({ passed, failed, skipped }) {
  return `${skipped > 0 ? `${skipped} skipped\n` : ''}${passed} passed, ${failed} failed`;
}
