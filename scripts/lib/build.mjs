/** Builds the app where what it is made of has changed since. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { keepCode } from './code-cache.mjs';
import { packageBin, root, run, say } from './run.mjs';

const INPUTS = [
  'src',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'svelte.config.js',
  'tsconfig.base.json',
];
const stamp = path.join(root, 'out', '.built-from');

function filesUnder(at) {
  if (!fs.existsSync(at)) return [];
  if (fs.statSync(at).isFile()) return [at];
  const names = fs.readdirSync(at, { recursive: true });
  return names.map((name) => path.join(at, name)).filter((file) => fs.statSync(file).isFile());
}

/** A digest of every source file's name and bytes: a fresh checkout changes times, not this. Tests do not count. */
function fingerprint() {
  const hash = createHash('sha256');
  const files = INPUTS.flatMap((name) => filesUnder(path.join(root, name))).filter((file) => !file.includes('.test.'));
  for (const file of files.sort())
    hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function builtFrom() {
  return fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : undefined;
}

/** Builds into `out/` and answers the exit code; 0 at once when it stands there already. `onOutput` as for `run`. */
export async function ensureBuilt({ onOutput } = {}) {
  const now = fingerprint();
  if (builtFrom() === now) return 0;
  if (!onOutput) say('building');
  fs.rmSync(path.join(root, 'out'), { recursive: true, force: true });
  const code = await run(process.execPath, [packageBin('electron-vite'), 'build', '--logLevel', 'warn'], { onOutput });
  if (code !== 0) return code;
  await keepCode();
  fs.writeFileSync(stamp, now);
  return 0;
}
