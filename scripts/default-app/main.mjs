/**
 * What `electron PATH` runs: a small stand-in for the default app of Electron's own distribution, which the runtime
 * from the npm registry does not have. Packed into that runtime by electron-runtime.mjs; it runs nowhere else.
 */
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const argv = process.argv.slice(1);
const preload = [];
let target;
while (argv.length > 0 && target === undefined) {
  const argument = argv.shift();
  if (argument === '-v' || argument === '--version') {
    console.log(`v${process.versions.electron}`);
    process.exit(0);
  }
  if (argument === '-a' || argument === '--abi') {
    console.log(process.versions.modules);
    process.exit(0);
  }
  if (argument === '-r' || argument === '--require') preload.push(argv.shift());
  else if (argument.startsWith('--require=')) preload.push(argument.slice('--require='.length));
  else if (!argument.startsWith('-')) target = argument;
}
if (preload.length > 0) Module._preloadModules(preload);
if (target === undefined) {
  console.error('usage: electron [switches] [-r MODULE] PATH [arguments]');
  process.exit(1);
}

/** Tells Electron who the app of a folder is; answers the folder, or undefined when it has no package.json. */
function introduce(folder) {
  const manifest = path.join(folder, 'package.json');
  if (!fs.existsSync(manifest)) return undefined;
  const card = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  if (card.version) app.setVersion(card.version);
  const name = card.productName ?? card.name;
  if (name) app.setName(name);
  app.setDesktopName(card.desktopName ?? `${app.getName()}.desktop`);
  return folder;
}

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false });
const at = path.resolve(target.startsWith('file:') ? new URL(target) : target);
try {
  const folder = introduce(at);
  const file = Module._resolveFilename(at, null, true);
  app.setAppPath(folder ?? path.dirname(file));
  await import(pathToFileURL(file).toString());
} catch (error) {
  console.error(`electron: cannot start ${at}\n`, error);
  process.exit(1);
}
