/** What the system must have on Linux, and how it gets there on Debian and its kin. */
import { spawnSync } from 'node:child_process';
import { say, superuser, which } from './run.mjs';

// By library or command, since package names differ; the names are Debian's.
const FOR_ELECTRON = [
  { library: 'libgtk-3.so.0', package: 'libgtk-3-0' },
  { library: 'libnss3.so', package: 'libnss3' },
  { library: 'libasound.so.2', package: 'libasound2' },
  { library: 'libgbm.so.1', package: 'libgbm1' },
];
const FOR_DISPLAY = [{ command: 'Xvfb', package: 'xvfb' }];
const FOR_KEYRING = [
  { command: 'dbus-daemon', package: 'dbus-daemon' },
  { command: 'gnome-keyring-daemon', package: 'gnome-keyring' },
  { library: 'libsecret-1.so.0', package: 'libsecret-1-0' },
];

function capture(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8' });
  return result.status === 0 ? result.stdout : undefined;
}

/** The packages that are missing. Empty where the system's library list cannot be asked (no ldconfig). */
function missing(needs) {
  const ldconfig = which('ldconfig');
  const libraries = ldconfig && capture(ldconfig, ['-p']);
  if (!libraries) return [];
  const there = (need) => (need.command ? which(need.command) : libraries.includes(`\t${need.library} `));
  return needs.filter((need) => !there(need)).map((need) => need.package);
}

/** Ubuntu 24.04 and Debian 13 renamed some libraries: take the name that this system knows. */
function presentName(name) {
  return capture('apt-cache', ['show', '--no-all-versions', `${name}t64`]) ? `${name}t64` : name;
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], { env, encoding: 'utf8' });
  return result.status === 0 ? undefined : `${result.stderr ?? ''}${result.error ?? ''}`.trim() || 'apt-get failed';
}

/**
 * Installs the libraries and commands that are missing, as root on Debian; else says what a person must install.
 * `display`: an X server for a machine without one. `keyring`: a session bus and a key store, for the tests.
 */
export function ensureSystemPackages({ display, keyring }) {
  const needs = [...FOR_ELECTRON, ...(display ? FOR_DISPLAY : []), ...(keyring ? FOR_KEYRING : [])];
  const names = missing(needs);
  if (names.length === 0) return;
  if (!superuser || !which('apt-get')) {
    say(`set-up: this system lacks what Electron needs. On Debian: sudo apt-get install ${names.join(' ')}`);
    return;
  }
  say(`set-up: apt-get install ${names.join(' ')}`);
  const install = () => apt('install', '-y', '--no-install-recommends', ...names.map(presentName));
  // The package lists may be absent (a bare image) or old: only then are they worth the time.
  if (install() === undefined) return;
  apt('update');
  const problem = install();
  if (problem) throw new Error(`apt-get install ${names.join(' ')} failed:\n${problem}`);
}
