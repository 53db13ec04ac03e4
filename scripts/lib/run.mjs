/** Running other programs. Built-ins only. */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

export const windows = process.platform === 'win32';
export const linux = process.platform === 'linux';
export const superuser = process.getuid?.() === 0;

/** One line on stderr about what a script does. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** How npm is started: by the file of the npm that runs us, or by its name. */
export function npmCommand(args) {
  const file = process.env.npm_execpath;
  if (file && /\.c?js$/.test(file)) return { command: process.execPath, args: [file, ...args], shell: false };
  return { command: windows ? 'npm.cmd' : 'npm', args, shell: windows };
}

/** Runs npm to its end in the project's folder; output goes where `stdio` says. Answers spawnSync's result. */
export function npm(args, options = {}) {
  const { command, args: all, shell } = npmCommand(args);
  return spawnSync(command, all, { cwd: root, shell, encoding: 'utf8', maxBuffer: 1 << 26, ...options });
}

/** The file of an executable in PATH, or undefined. */
export function which(name) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
}

/** The node arguments that run a package's command: [file, ...args]. No shell, so it is the same on every system. */
export function packageBin(name, bin = name) {
  const folder = path.join(root, 'node_modules', name);
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[bin]);
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program to its end, passing the signals we get on to it. `onOutput(text, 'stdout' | 'stderr')` takes its
 * output where given, else it goes to ours. Answers the exit code (128 + n when a signal ended it).
 */
export function run(command, args, { onOutput, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: onOutput ? ['inherit', 'pipe', 'pipe'] : 'inherit',
      ...options,
    });
    for (const name of onOutput ? ['stdout', 'stderr'] : []) {
      child[name].setEncoding('utf8').on('data', (text) => onOutput(text, name));
    }
    const pass = (signal) => child.kill(signal);
    for (const signal of SIGNALS) process.on(signal, pass);
    const end = () => SIGNALS.forEach((signal) => process.off(signal, pass));
    child.on('error', (error) => (end(), reject(error)));
    child.on('close', (code, signal) => (end(), resolve(code ?? 128 + (SIGNALS.indexOf(signal) === 0 ? 2 : 15))));
  });
}
