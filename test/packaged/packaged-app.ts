import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
export const dist = path.join(root, 'dist');

/** Debian's user without rights, as which the app is tried when the tests run as root. */
const NOBODY = 65_534;
const superuser = process.getuid?.() === 0;

/** Where the packaged app and its parts are, in a folder of electron-builder's on each system. */
function places(): { folder: string; executable: string; resources: string } {
  if (process.platform === 'darwin') {
    const folder = path.join(dist, fs.readdirSync(dist).find((name) => name.startsWith('mac')) ?? 'mac');
    const contents = path.join(folder, 'Token Explorer.app', 'Contents');
    return {
      folder,
      executable: path.join(contents, 'MacOS', 'Token Explorer'),
      resources: path.join(contents, 'Resources'),
    };
  }
  const folder = path.join(dist, process.platform === 'win32' ? 'win-unpacked' : 'linux-unpacked');
  const executable = path.join(folder, process.platform === 'win32' ? 'Token Explorer.exe' : 'token-explorer');
  return { folder, executable, resources: path.join(folder, 'resources') };
}

export const packaged = places();

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The packaged app in a place and a home of its own, as a person without rights would run it. */
export interface Installed {
  home: string;
  run(args: string[], env?: Record<string, string>): Promise<Ended>;
  remove(): void;
}

function giveAway(at: string): void {
  if (superuser) fs.chownSync(at, NOBODY, NOBODY);
}

/**
 * On Linux a copy, since the project may lie where only its owner can read; as root its sandbox helper gets its SUID
 * bit, as the .deb does.
 */
function installCopy(into: string): string {
  fs.cpSync(packaged.folder, into, { recursive: true, verbatimSymlinks: true });
  const helper = path.join(into, 'chrome-sandbox');
  if (superuser && fs.existsSync(helper)) fs.chmodSync(helper, 0o4755);
  return path.join(into, 'token-explorer');
}

/** `display`: the environment of the X server, with its cookie's file copied for the other user. */
export function install(display: Record<string, string | undefined>): Installed {
  const place = fs.mkdtempSync(path.join(os.tmpdir(), 'packaged-'));
  fs.chmodSync(place, 0o755);
  const home = path.join(place, 'home');
  fs.mkdirSync(home);
  giveAway(home);
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    ...display,
    HOME: home,
    TMPDIR: home,
    XDG_RUNTIME_DIR: home,
  };
  if (display['XAUTHORITY']) {
    env['XAUTHORITY'] = path.join(home, '.Xauthority');
    fs.copyFileSync(display['XAUTHORITY'], env['XAUTHORITY']);
    giveAway(env['XAUTHORITY']);
  }
  const executable = process.platform === 'linux' ? installCopy(path.join(place, 'app')) : packaged.executable;
  return {
    home,
    run: (args, more = {}) =>
      runToEnd(executable, args, process.platform === 'linux' ? { ...env, ...more } : { ...process.env, ...more }),
    remove: () => fs.rmSync(place, { recursive: true, force: true }),
  };
}

/** Runs it; it is killed after 20 seconds, which shows as a code of null. */
function runToEnd(executable: string, args: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const user = superuser ? { uid: NOBODY, gid: NOBODY } : {};
  return new Promise((resolve, reject) => {
    const child = spawn(executable, args, { env, cwd: env['HOME'], timeout: 20_000, killSignal: 'SIGKILL', ...user });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ended, code }));
  });
}
