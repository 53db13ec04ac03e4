import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { asarNames } from '../../scripts/lib/archives.mjs';
import { displayIfMissing } from '../../scripts/lib/desktop.mjs';
import { FUSE_NAMES, fuseFile, readFuses } from '../../scripts/lib/fuses.mjs';
import { dist, install, type Installed, packaged } from './packaged-app.ts';

const linux = process.platform === 'linux';

let display: Awaited<ReturnType<typeof displayIfMissing>>;
let app: Installed;

beforeAll(async () => {
  display = await displayIfMissing();
  app = install(display.env);
});

afterAll(async () => {
  app.remove();
  await display.stop();
});

/** What `--smoke` prints; more fields may stand in it. */
const Smoke = z.object({ version: z.string(), rows: z.number(), consoleErrors: z.array(z.string()) });

describe('the packaged app', () => {
  test('L1 has exactly the fuses of a release', () => {
    const released = {
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
    const found = readFuses(fuseFile(packaged.folder, process.platform, 'Token Explorer', 'token-explorer'));
    // Electron 33 has the first eight.
    const known = FUSE_NAMES.slice(0, Math.max(8, Object.keys(found).length));
    expect(found).toEqual(Object.fromEntries(Object.entries(released).filter(([name]) => known.includes(name))));
  });

  test('L4 holds what was built and nothing else', async () => {
    const names: string[] = await asarNames(path.join(packaged.resources, 'app.asar'));
    expect(names).toContain('out/main/index.cjs');
    const parts = names.filter((name) => /^out\/main\/chunks\/.*\.cjs$/.test(name));
    expect(parts.filter((name) => names.includes(`${name}.cache`)).length).toBeGreaterThan(5);
    expect(
      names.filter(
        (name) => !/^(package\.json$|build\/icons\/128x128\.png$|out\/(main|preload|renderer)\/)/.test(name),
      ),
    ).toEqual([]);
    expect(names.filter((name) => /\.map$|\.test\.|\.env|\.ts$|\.svelte$|node_modules/.test(name))).toEqual([]);
    const beside = fs.readdirSync(packaged.resources).filter((name) => !/\.lproj$|\.icns$/.test(name));
    // The .deb's scripts install the profile where AppArmor is.
    expect(beside).toEqual(linux ? ['app.asar', 'apparmor-profile'] : ['app.asar']);
  });

  test('L5 starts as a person without rights, shows its rows and quits', async () => {
    const { code, stdout, stderr } = await app.run(['--smoke']);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    const line = stdout.trim().split('\n').at(-1) ?? '';
    const report = Smoke.parse(JSON.parse(line));
    expect(report.rows).toBeGreaterThan(0);
    expect(report.consoleErrors).toEqual([]);
    expect(stderr).not.toContain('Debugger listening');
  });

  test('L6 does not become Node', async () => {
    const mark = path.join(app.home, 'ran-as-node');
    const code = `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`;
    const ended = await app.run(['-e', code, '--smoke'], { ELECTRON_RUN_AS_NODE: '1' });
    expect(fs.existsSync(mark)).toBe(false);
    expect(ended.stdout).toContain('"version"'); // it started as the app that it is
  });

  test('L6 loads nothing through NODE_OPTIONS', async () => {
    const mark = path.join(app.home, 'was-required');
    const script = path.join(app.home, 'required.cjs');
    fs.writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`, { mode: 0o644 });
    const ended = await app.run(['--smoke'], { NODE_OPTIONS: `--require ${script}` });
    expect(fs.existsSync(mark)).toBe(false);
    expect(ended.stdout).toContain('"version"');
  });

  test.each(['--inspect=0', '--inspect-brk=0'])('L6 opens no debugger for %s', async (argument) => {
    const { stderr } = await app.run([argument, '--smoke']);
    expect(stderr).not.toContain('Debugger listening');
  });

  test.each([
    '--remote-debugging-port=0',
    '--remote-debugging-pipe',
    '--inspect=0',
    '--ignore-certificate-errors',
    '--disable-web-security',
    '--no-sandbox',
    '--load-extension=/tmp',
    '--js-flags=--expose-gc',
    '--log-net-log=/tmp/net.json',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--proxy-server=127.0.0.1:1',
  ])('A9 ends with code 1 when started with %s', async (argument) => {
    const { code, stdout } = await app.run([argument, '--smoke']);
    expect(code).toBe(1);
    expect(stdout).not.toContain('"version"');
  });
});

describe.skipIf(!linux)('what is published for Linux', () => {
  const artefact = (ending: string) => {
    const name = fs.readdirSync(dist).find((file) => file.endsWith(ending));
    if (!name) throw new Error(`no ${ending} in dist`);
    return path.join(dist, name);
  };
  const ask = (command: string, ...args: string[]) =>
    execFileSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 26 });

  test('the .deb installs the app, its menu entry and its icons, and names what it needs', () => {
    const deb = artefact('.deb');
    expect(ask('dpkg-deb', '--field', deb, 'Package').trim()).toBe('token-explorer');
    expect(ask('dpkg-deb', '--field', deb, 'Depends')).toMatch(/libgtk-3-0.*libsecret-1-0.*libgbm1.*libasound2/);
    const files = ask('dpkg-deb', '--contents', deb);
    expect(files).toContain('./opt/Token Explorer/token-explorer');
    expect(files).toContain('./usr/share/applications/token-explorer.desktop');
    expect(files).toContain('/hicolor/512x512/apps/token-explorer.png');
  });

  test('A11 the menu entry registers no URL scheme', () => {
    const entry = ask(
      'bash',
      '-c',
      `dpkg-deb --fsys-tarfile "$1" | tar -xO --wildcards '*.desktop'`,
      '_',
      artefact('.deb'),
    );
    expect(entry).toContain('Name=Token Explorer');
    expect(entry).not.toContain('x-scheme-handler');
  });

  test('the .tar.gz holds the app in one folder', () => {
    const names = ask('tar', '-tzf', artefact('.tar.gz')).trim().split('\n');
    expect(new Set(names.map((name) => name.split('/')[0])).size).toBe(1);
    expect(names.some((name) => name.endsWith('/resources/app.asar'))).toBe(true);
  });

  test('L7 sums and the list of parts stand beside them', () => {
    const sums = fs.readFileSync(path.join(dist, 'SHA256SUMS'), 'utf8').trim().split('\n');
    expect(sums.map((line) => line.split('  ')[1]?.replace(/^.*\.(deb|gz|json)$/, '$1')).sort()).toEqual([
      'deb',
      'gz',
      'json',
    ]);
    for (const line of sums) {
      const [sum, name = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(fs.readFileSync(path.join(dist, name)))
          .digest('hex'),
      ).toBe(sum);
    }
    const parts = z
      .object({ bomFormat: z.literal('CycloneDX'), components: z.array(z.object({ name: z.string() })) })
      .parse(JSON.parse(fs.readFileSync(path.join(dist, 'sbom.cdx.json'), 'utf8')));
    expect(parts.components.map((part) => part.name)).toEqual(expect.arrayContaining(['undici', 'zod']));
  });
});
