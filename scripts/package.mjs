/**
 * npm run package [-- --linux AppImage | --win | --mac …]  packages the app into dist/.
 * Without arguments: on Linux the folder, a .deb and a .tar.gz; elsewhere the folder. Beside them go their SHA-256 sums
 * and the list of what the app is made of (CycloneDX). With arguments electron-builder takes those.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { linux, npm, packageBin, root, run, which } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

const dist = path.join(root, 'dist');
const card = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

/** The version of the Electron that is packed: not always the one of package.json (see lib/electron-runtime.mjs). */
function packedElectron() {
  const folder = path.join(root, 'node_modules', 'electron', 'dist');
  return { folder, version: fs.readFileSync(path.join(folder, 'version'), 'utf8').replace(/^v/, '') };
}

async function electronBuilder(targets) {
  const electron = packedElectron();
  const settings = [
    `-c.electronDist=${electron.folder}`,
    `-c.electronVersion=${electron.version}`,
    '--publish',
    'never',
  ];
  const env = { ...process.env };
  if (linux && !which('fpm')) env.CUSTOM_FPM_PATH = path.join(root, 'scripts', 'fpm-deb.mjs');
  return run(process.execPath, [packageBin('electron-builder'), ...targets, ...settings], { env });
}

/** electron-builder makes a .tar.gz with a 7zip that it downloads: the system's tar does as well. */
function makeTar() {
  const name = `${card.name}-${card.version}-linux-x64`;
  const args = ['-C', dist, '--transform', `s,^linux-unpacked,${name},`, '--owner=0', '--group=0', '-I', 'gzip -1'];
  const result = spawnSync('tar', [...args, '-cf', path.join(dist, `${name}.tar.gz`), 'linux-unpacked'], {
    stdio: 'inherit',
  });
  if (result.status !== 0) throw new Error('tar failed');
}

/** Every package that the build is made of: those of the pages and of main are bundled, whatever npm calls them. */
function writeParts() {
  const result = npm(['sbom', '--sbom-format', 'cyclonedx'], { stdio: ['ignore', 'pipe', 2] });
  if (result.status !== 0) throw new Error('npm sbom failed');
  fs.writeFileSync(path.join(dist, 'sbom.cdx.json'), result.stdout);
}

function writeSums() {
  const names = fs.readdirSync(dist).filter((name) => /\.(deb|tar\.gz|AppImage|exe|dmg|cdx\.json)$/.test(name));
  const sum = (name) =>
    createHash('sha256')
      .update(fs.readFileSync(path.join(dist, name)))
      .digest('hex');
  fs.writeFileSync(path.join(dist, 'SHA256SUMS'), names.map((name) => `${sum(name)}  ${name}\n`).join(''));
}

await runScript(async () => {
  const given = process.argv.slice(2);
  await ensureSetup();
  const built = await ensureBuilt();
  if (built !== 0) return built;
  fs.rmSync(dist, { recursive: true, force: true });
  const usual = linux ? ['--linux', 'dir', 'deb'] : ['--dir'];
  const made = await electronBuilder(given.length > 0 ? given : usual);
  if (made !== 0) return made;
  if (linux && given.length === 0) makeTar();
  writeParts();
  writeSums();
  return 0;
});
