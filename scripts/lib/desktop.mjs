/** A desktop for a Linux machine without one: an X server, and for tests a session bus with an unlocked key store. */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { linux } from './run.mjs';

const SCREEN = '1920x1200x24';
const PATIENCE_MS = 20_000;

/** Starts a helper program; answers it with the first line that it writes to `fd`. Throws when it ends before that. */
function startAnswering(command, args, { fd, stdio, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio, env });
    const late = setTimeout(() => child.kill(), PATIENCE_MS);
    let text = '';
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`${command} ended at once (${code})`)));
    child.stdio[fd].on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(late);
      resolve({ child, line: text.split('\n')[0].trim() });
    });
  });
}

function stopped(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const insist = setTimeout(() => child.kill('SIGKILL'), 3000);
    child.once('exit', () => (clearTimeout(insist), resolve()));
    child.kill('SIGTERM');
  });
}

/** An .Xauthority with one random cookie that holds for every display number (family 65535), so no xauth is needed. */
function authority() {
  const field = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  const empty = Buffer.alloc(0);
  const fields = [empty, empty, Buffer.from('MIT-MAGIC-COOKIE-1'), randomBytes(16)];
  return Buffer.concat([Buffer.from([255, 255]), ...fields.map(field)]);
}

async function startXServer(folder) {
  const cookie = path.join(folder, 'Xauthority');
  fs.writeFileSync(cookie, authority(), { mode: 0o600 });
  const args = ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-auth', cookie];
  // -displayfd: the server takes a free number by itself and writes it there when it is ready.
  const { child, line } = await startAnswering('Xvfb', args, { fd: 3, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  return { child, env: { DISPLAY: `:${line}`, XAUTHORITY: cookie } };
}

async function startBus(env) {
  const args = ['--session', '--nofork', '--nopidfile', '--print-address=1'];
  const { child, line } = await startAnswering('dbus-daemon', args, {
    fd: 1,
    stdio: ['ignore', 'pipe', 'ignore'],
    env,
  });
  return { child, env: { DBUS_SESSION_BUS_ADDRESS: line } };
}

function unlockKeyring(env) {
  // A password of no bytes at all would leave the keyring locked. It ends with the bus.
  const options = { input: 'e2e', env, encoding: 'utf8', timeout: PATIENCE_MS };
  const result = spawnSync('gnome-keyring-daemon', ['--unlock', '--components=secrets'], options);
  if (result.status !== 0) throw new Error(`gnome-keyring-daemon failed: ${result.stderr}${result.error ?? ''}`);
}

const nothing = { env: {}, stop: async () => undefined };

async function start(parts) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'desktop-'));
  const running = [];
  const stop = async () => {
    for (const child of running.reverse()) await stopped(child);
    fs.rmSync(folder, { recursive: true, force: true });
  };
  // However this process ends, nothing that it started stays.
  process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
  try {
    return { env: await parts(folder, running), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @typedef {{ env: Record<string, string>, stop: () => Promise<void> }} Desktop */

/** An X server of our own. Answers its environment and what stops it. @returns {Promise<Desktop>} */
export function startDisplay() {
  return start(async (folder, running) => {
    const display = await startXServer(folder);
    running.push(display.child);
    return display.env;
  });
}

/** The display that the machine has, or one of our own on a Linux without any. @returns {Promise<Desktop>} */
export async function displayIfMissing() {
  const there = !linux || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  return there ? nothing : startDisplay();
}

/**
 * A whole throw-away desktop on Linux: X server, session bus, unlocked key store, own folders for both.
 * Nothing of the person's own session is seen or touched. On other systems there is nothing to start.
 * @returns {Promise<Desktop>}
 */
export async function startDesktop() {
  if (!linux) return nothing;
  return start(async (folder, running) => {
    const [runtime, data] = ['run', 'data'].map((name) => path.join(folder, name));
    for (const made of [runtime, data]) fs.mkdirSync(made, { mode: 0o700 });
    const display = await startXServer(folder);
    running.push(display.child);
    const home = { ...display.env, XDG_RUNTIME_DIR: runtime, XDG_DATA_HOME: data, XDG_CURRENT_DESKTOP: 'GNOME' };
    const base = { ...process.env, ...home, GNOME_KEYRING_CONTROL: '', WAYLAND_DISPLAY: '' };
    const bus = await startBus(base);
    running.push(bus.child);
    unlockKeyring({ ...base, ...bus.env });
    return { ...home, ...bus.env, WAYLAND_DISPLAY: '', GNOME_KEYRING_CONTROL: '' };
  });
}
