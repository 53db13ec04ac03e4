import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { sandboxSwitches } from '../scripts/lib/electron.mjs';
import { median } from './statistics.ts';

/** What the machine and the runtime take by themselves. */
export interface Floor {
  /** Of an empty window and its processes, in bytes. */
  readonly memory: number;
  /** To parse the body of a list, in ms. */
  readonly parse: number;
  /** How long that body is, in bytes. */
  readonly body: number;
}

/** Measures an empty window, and how long its runtime takes to parse the list of a server. */
export async function floorOf(server: { url: string; credential?: string }): Promise<Floor> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const empty = path.join(import.meta.dirname, 'empty-app');
  const app = await _electron.launch({ args: [empty, '--stay', `--user-data-dir=${folder}`, ...sandboxSwitches] });
  try {
    await (await app.firstWindow()).waitForTimeout(3000);
    const memory = await memoryOf(app);
    return { memory, ...(await parsing(app, server.url, server.credential ?? '')) };
  } finally {
    await app.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What all processes of an app take, in bytes: on Linux each page shared with others in parts (Pss), elsewhere whatever
 * is resident.
 */
export async function memoryOf(app: ElectronApplication): Promise<number> {
  const processes = await app.evaluate(({ app: running }) =>
    running.getAppMetrics().map(({ pid, memory }) => ({ pid, resident: memory.workingSetSize * 1024 })),
  );
  return processes.reduce((sum, { pid, resident }) => sum + (shareOf(pid) ?? resident), 0);
}

function shareOf(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

async function parsing(
  app: ElectronApplication,
  url: string,
  credential: string,
): Promise<Pick<Floor, 'parse' | 'body'>> {
  const { times, body } = await app.evaluate(
    async ({ net }, asked) => {
      const headers = { Authorization: `Token ${asked.credential}` };
      const text = await (await net.fetch(`${asked.url}/api/v2/authorizations`, { headers })).text();
      const measured = Array.from({ length: 5 }, () => {
        const began = performance.now();
        JSON.parse(text);
        return performance.now() - began;
      });
      return { times: measured, body: text.length };
    },
    { url, credential },
  );
  return { parse: median(times), body };
}
