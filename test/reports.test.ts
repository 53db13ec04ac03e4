import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { countPlaywright, countStep, countVitest, sum, summary } from '../scripts/lib/reports.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reports-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function file(content: unknown): string {
  const at = path.join(folder, `${String(Math.random())}.json`);
  fs.writeFileSync(at, typeof content === 'string' ? content : JSON.stringify(content));
  return at;
}

const vitestReport = (passed: number, failed: number, suites: object[] = []) =>
  file({ numPassedTests: passed, numFailedTests: failed, numPendingTests: 1, numTodoTests: 1, testResults: suites });

const playwrightReport = (expected: number, unexpected: number, flaky: number, errors: object[] = []) =>
  file({ stats: { expected, unexpected, flaky, skipped: 2 }, errors });

describe('the last line of npm test', () => {
  test('counts what vitest counted', () => {
    expect(countVitest(vitestReport(5, 1), 1)).toEqual({ passed: 5, failed: 1, skipped: 2 });
  });

  test('counts a test file that could not be loaded as a failure', () => {
    const broken = vitestReport(5, 0, [{ status: 'failed', assertionResults: [] }]);
    expect(countVitest(broken, 1).failed).toBe(1);
  });

  test.each([
    ['failed without a failed test', vitestReport(5, 0), 1],
    ['ran nothing', vitestReport(0, 0), 0],
    ['left no report', path.join(folder, 'absent.json'), 0],
    ['left half a report', file('{"numPassedTests":'), 0],
  ])('does not pass a runner that %s', (_title, report, exitCode) => {
    expect(countVitest(report, exitCode).failed).toBe(1);
    expect(countPlaywright(path.join(folder, 'absent.json'), 0).failed).toBe(1);
  });

  test('takes a flaky journey and an error outside of journeys for failures', () => {
    expect(countPlaywright(playwrightReport(7, 0, 0), 0)).toEqual({ passed: 7, failed: 0, skipped: 2 });
    expect(countPlaywright(playwrightReport(7, 1, 1, [{}]), 1).failed).toBe(3);
  });

  test('adds up and says so', () => {
    const total = sum([countStep(0), countStep(2), { passed: 3, failed: 0, skipped: 0 }]);
    expect(summary(total)).toBe('4 passed, 1 failed');
    expect(summary({ passed: 1, failed: 0, skipped: 2 })).toBe('2 skipped\n1 passed, 0 failed');
  });
});
