/**
 * Electron's fuses: switches kept as bytes in the executable, read by it at start and set when packaging.
 * The wire is the sentinel, a version byte, a length byte and one byte for each fuse: '0', '1' or 'r' (removed).
 * Sources: Electron `build/fuses/fuses.json5` and `docs/tutorial/fuses.md`.
 */
import fs from 'node:fs';
import path from 'node:path';

export const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** In the order of the wire. Electron 33 knows the first eight, 41 and newer all nine. */
export const FUSE_NAMES = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'embeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
  'wasmTrapHandlers',
];

/** What an official download has. Playwright and the development run need them so. */
export const DEVELOPMENT_FUSES = {
  runAsNode: true,
  cookieEncryption: false,
  nodeOptions: true,
  nodeCliInspect: true,
  embeddedAsarIntegrityValidation: false,
  onlyLoadAppFromAsar: false,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: true,
  wasmTrapHandlers: true,
};

/** What a packaged app has: see SECURITY.md for the reason of each. */
export const RELEASE_FUSES = {
  runAsNode: false,
  cookieEncryption: true,
  nodeOptions: false,
  nodeCliInspect: false,
  embeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  wasmTrapHandlers: true,
};

/** Where each wire of an executable begins: one for each processor in it. Throws when there is none. */
function wires(bytes) {
  const found = [];
  for (let at = bytes.indexOf(SENTINEL); at >= 0; at = bytes.indexOf(SENTINEL, at + 1))
    found.push(at + SENTINEL.length);
  if (found.length === 0) throw new Error('no fuse wire: not an Electron executable');
  return found;
}

function checked(bytes, at) {
  const version = bytes[at];
  const length = bytes[at + 1];
  if (version !== 1) throw new Error(`fuse wire of version ${version}, only 1 is known`);
  if (length > FUSE_NAMES.length) {
    throw new Error(
      `this Electron has ${length} fuses, ${FUSE_NAMES.length} are known: decide the new ones in fuses.mjs`,
    );
  }
  return length;
}

/** The fuses in the bytes of an executable, by name: true, false, or 'removed'. Throws on a fuse that is not known. */
export function fusesIn(bytes) {
  const [at] = wires(bytes);
  const fuses = {};
  for (let i = 0; i < checked(bytes, at); i++) {
    const state = String.fromCharCode(bytes[at + 2 + i]);
    if (!'01r'.includes(state)) throw new Error(`fuse ${FUSE_NAMES[i]} is ${JSON.stringify(state)}`);
    fuses[FUSE_NAMES[i]] = state === 'r' ? 'removed' : state === '1';
  }
  return fuses;
}

/** Sets, in the bytes of an executable, every fuse that it has as `wanted` says; a removed one is left alone. */
export function setFuses(bytes, wanted) {
  for (const at of wires(bytes)) {
    for (let i = 0; i < checked(bytes, at); i++) {
      const value = wanted[FUSE_NAMES[i]];
      if (value === undefined) throw new Error(`fuse ${FUSE_NAMES[i]} is not decided`);
      if (bytes[at + 2 + i] !== 'r'.charCodeAt(0)) bytes[at + 2 + i] = (value ? '1' : '0').charCodeAt(0);
    }
  }
}

/** The fuses of an executable file, by name. */
export function readFuses(file) {
  return fusesIn(fs.readFileSync(file));
}

/** Sets the fuses of an executable file. */
export function writeFuses(file, wanted) {
  const bytes = fs.readFileSync(file);
  setFuses(bytes, wanted);
  fs.writeFileSync(file, bytes);
}

/** The file that holds the wire: the executable itself, on macOS the framework in its bundle. */
export function fuseFile(folder, platform, productName, executableName) {
  if (platform === 'darwin') {
    const frameworks = path.join(folder, `${productName}.app`, 'Contents', 'Frameworks');
    return path.join(frameworks, 'Electron Framework.framework', 'Electron Framework');
  }
  return path.join(folder, platform === 'win32' ? `${productName}.exe` : executableName);
}
