/** Electron's own release, as node_modules/electron/install.js downloads it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { root, say } from './run.mjs';

const installed = path.join(root, 'node_modules', 'electron');
const PATIENCE_MS = 4000;

function wantedVersion() {
  return JSON.parse(fs.readFileSync(path.join(installed, 'package.json'), 'utf8')).version;
}

/** Whether the release that package.json asks for is unpacked in node_modules/electron. */
export function isReleaseThere() {
  try {
    const dist = path.join(installed, 'dist');
    if (fs.lstatSync(dist).isSymbolicLink()) return false;
    const executable = path.join(dist, fs.readFileSync(path.join(installed, 'path.txt'), 'utf8'));
    return (
      fs.readFileSync(path.join(dist, 'version'), 'utf8').replace(/^v/, '') === wantedVersion() &&
      fs.existsSync(executable)
    );
  } catch {
    return false; // nothing unpacked there yet
  }
}

/** The setting of a mirror, by the names that @electron/get reads first. */
function mirrorSetting(name) {
  const { env } = process;
  return (
    env[`npm_config_electron_${name}`] ??
    env[`NPM_CONFIG_ELECTRON_${name.toUpperCase()}`] ??
    env[`ELECTRON_${name.toUpperCase()}`]
  );
}

function releaseUrl() {
  const version = `v${wantedVersion()}`;
  const base = mirrorSetting('mirror') ?? 'https://github.com/electron/electron/releases/download/';
  const folder = (mirrorSetting('custom_dir') ?? version).replace('{{ version }}', version.slice(1));
  const file = mirrorSetting('custom_filename') ?? `electron-${version}-${process.platform}-${process.arch}.zip`;
  return `${base}${folder}/${file}`;
}

/** Whether the proxy lets us through to a host. */
function tunnels(proxy, { hostname, port }) {
  return new Promise((resolve) => {
    const { hostname: host, port: at, username, password } = new URL(proxy);
    const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString(
      'base64',
    );
    const headers = username ? { 'Proxy-Authorization': `Basic ${credentials}` } : {};
    const request = http.request({
      host,
      port: at || 80,
      method: 'CONNECT',
      path: `${hostname}:${port || 443}`,
      headers,
      timeout: PATIENCE_MS,
    });
    request.on('connect', (response, socket) => (socket.destroy(), resolve(response.statusCode === 200)));
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', () => resolve(false));
    request.end();
  });
}

/** Asks for the first byte of the release; answers within four seconds. */
async function isReachable() {
  const url = releaseUrl();
  const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy;
  if (proxy) return tunnels(proxy, new URL(url));
  try {
    const response = await fetch(url, { headers: { Range: 'bytes=0-0' }, signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // no name, no route, no answer in time
  }
}

/** Downloads and unpacks the release where it can be reached. Answers whether it is there now. */
export async function installRelease() {
  if (!(await isReachable())) return false;
  say(`set-up: Electron ${wantedVersion()}, its own release`);
  const dist = path.join(installed, 'dist');
  // A link left by linkRuntime: unpacking over it would write into the cache that it points to.
  if (fs.lstatSync(dist, { throwIfNoEntry: false })?.isSymbolicLink()) fs.unlinkSync(dist);
  const env = { ELECTRON_GET_USE_PROXY: '1', ...process.env };
  const result = spawnSync(process.execPath, [path.join(installed, 'install.js')], { env, stdio: ['ignore', 2, 2] });
  return result.status === 0 && isReleaseThere();
}
