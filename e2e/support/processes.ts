import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { electronPath, sandboxSwitches } from '../../scripts/lib/electron.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * Starts the built app without anything that drives it: no debugger, no stub. Its output is in the answer as it comes.
 */
export function startUndriven(args: string[]): {
  child: ChildProcess;
  output: { stdout: string; stderr: string };
  ended: Promise<number | null>;
} {
  const child = spawn(electronPath(), [ROOT, ...sandboxSwitches, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return { child, output, ended };
}

/** The process and all below it (Linux). */
export function processTree(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : undefined;
    if (parent !== undefined) parents.set(Number(name), parent);
  }
  const tree = [pid];
  for (const member of tree) for (const [child, parent] of parents) if (parent === member) tree.push(child);
  return tree;
}

/** The command lines of the process and all below it (Linux). */
export function commandLines(pid: number): string[] {
  return processTree(pid).map((member) =>
    quietly(() => readFileSync(`/proc/${member}/cmdline`, 'utf8').replaceAll('\0', ' '), ''),
  );
}

/**
 * The TCP addresses, as `/proc/net/tcp` writes them, on which these processes listen (Linux). `0100007F` is 127.0.0.1.
 */
export function listeningSockets(pids: number[]): string[] {
  const inodes = new Set(pids.flatMap(socketInodes));
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[3] === '0A' && inodes.has(columns[9] ?? ''))
      .map((columns) => columns[1] ?? ''),
  );
}

function socketInodes(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  const links = quietly(() => readdirSync(folder), []).map((fd) =>
    quietly(() => readlinkSync(path.join(folder, fd)), ''),
  );
  return links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []);
}

function parentOf(pid: number): number | undefined {
  const status = quietly(() => readFileSync(`/proc/${pid}/status`, 'utf8'), '');
  const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

// A process may end while it is looked at.
function quietly<T>(run: () => T, otherwise: T): T {
  try {
    return run();
  } catch {
    return otherwise;
  }
}
