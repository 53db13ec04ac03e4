import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { commandLines, listeningSockets, processTree, startUndriven } from './support/processes.ts';
import { expect, test } from './support/test.ts';

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'token-explorer-smoke-'));
});
test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('--smoke shows the sample servers’ tokens, reports in one line and quits with 0', async () => {
  const { output, ended } = startUndriven(['--smoke']);
  expect(await ended, output.stderr).toBe(0);
  const lines = output.stdout.trim().split('\n');
  expect(lines).toHaveLength(1);
  const report = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  expect(Object.keys(report)).toEqual(['version', 'windowMs', 'firstRowsMs', 'rows', 'consoleErrors']);
  expect(report['rows']).toBeGreaterThan(5);
  expect(report['windowMs']).toBeLessThanOrEqual(Number(report['firstRowsMs']));
  expect(report['consoleErrors']).toEqual([]);
});

test('A12 a second start on the same data folder ends at once and leaves the first as it is', async ({ launch }) => {
  const app = await launch();
  const second = startUndriven([`--user-data-dir=${app.folder}`, '--read-only', '--smoke', 'token-explorer://connect']);
  expect(await second.ended).toBe(0);
  expect(second.output.stdout).toBe('');
  const windows = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
  const reply = await app.page.evaluate(() => window.bridge.call('app.facts', undefined));
  expect(reply).toMatchObject({ ok: true, value: { readOnly: 'no', samplesOpen: false } });
});

test.describe('sockets', () => {
  test.skip(process.platform !== 'linux', 'read from /proc');

  async function listening(args: string[], atLeast: number): Promise<string[]> {
    const { child, ended } = startUndriven([`--user-data-dir=${folder}`, ...args]);
    const pid = child.pid ?? 0;
    try {
      await expect
        .poll(() => commandLines(pid).some((line) => line.includes('--type=renderer')), { timeout: 20_000 })
        .toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await expect
        .poll(() => listeningSockets(processTree(pid)).length, { timeout: 20_000 })
        .toBeGreaterThanOrEqual(atLeast);
      return listeningSockets(processTree(pid));
    } finally {
      child.kill('SIGTERM');
      await ended;
    }
  }

  test('A11 the app listens nowhere', async () => {
    expect(await listening([], 0)).toEqual([]);
  });

  test('A11 but for the sample servers, on loopback, while they are open', async () => {
    const sockets = await listening(['--samples'], 1);
    expect(sockets.filter((address) => !address.startsWith('0100007F:'))).toEqual([]);
  });
});
