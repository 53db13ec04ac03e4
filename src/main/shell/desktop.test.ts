import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nativeDesktop, webAddress } from './desktop.ts';

const native = vi.hoisted(() => ({
  opened: [] as string[],
  boxes: [] as Record<string, unknown>[],
  response: 0,
  file: '',
}));
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: (options: Record<string, unknown>) => {
      native.boxes.push(options);
      return Promise.resolve({ response: native.response });
    },
    showOpenDialog: () => Promise.resolve({ filePaths: native.file === '' ? [] : [native.file] }),
    showSaveDialog: () => Promise.resolve({ canceled: native.file === '', filePath: native.file }),
  },
  shell: { openExternal: (url: string) => Promise.resolve(void native.opened.push(url)) },
}));

const desktop = nativeDesktop(() => undefined);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'desktop-test-'));
  Object.assign(native, { opened: [], boxes: [], response: 0, file: '' });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('opening a page in the browser', () => {
  test.each(['https://docs.influxdata.com/influxdb/v2/', 'http://127.0.0.1:8086/orgs/0a/load-data/tokens'])(
    '%s is opened',
    async (url) => {
      await desktop.openExternal(url);
      expect(native.opened).toEqual([url]);
    },
  );

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'smb://host/x',
    'ms-msdt:/id',
    'https://user:pw@host/',
    'mailto:a@b',
    '-flag',
    '',
    `https://x/${'a'.repeat(2000)}`,
  ])('B7 %s is not', async (url) => {
    await expect(desktop.openExternal(url)).rejects.toMatchObject({ facts: { kind: 'invalid' } });
    expect(native.opened).toEqual([]);
  });

  test('B7 what is opened is the address as it was parsed', () => {
    expect(webAddress(' https://EXAMPLE.com/a b\n')).toBe('https://example.com/a%20b');
  });
});

describe('asking natively', () => {
  const question = { title: 'Unlock prod-eu?', detail: 'For 15 minutes.', confirm: 'Unlock', danger: true };

  test('Cancel is the default and what Escape means', async () => {
    native.response = 1;
    expect(await desktop.ask(question)).toBe(false);
    expect(native.boxes).toEqual([
      {
        type: 'warning',
        message: 'Unlock prod-eu?',
        detail: 'For 15 minutes.',
        buttons: ['Unlock', 'Cancel'],
        defaultId: 1,
        cancelId: 1,
        noLink: true,
      },
    ]);
  });

  test('only the first button means yes', async () => {
    expect(await desktop.ask(question)).toBe(true);
  });
});

describe('choosing a file', () => {
  const options = { title: 'CA', extensions: ['pem'], maxBytes: 10 };

  test('gives its text', async () => {
    native.file = path.join(folder, 'a.pem');
    writeFileSync(native.file, 'text');
    expect(await desktop.chooseFile(options)).toBe('text');
  });

  test('gives nothing when none was chosen', async () => {
    expect(await desktop.chooseFile(options)).toBeUndefined();
  });

  test('refuses one that is too large, not text, a folder or gone', async () => {
    const cases: [string, Uint8Array | undefined, object][] = [
      ['large.pem', new Uint8Array(11), { kind: 'too-large', limit: 10 }],
      ['bytes.pem', new Uint8Array([0xff, 0xfe, 0xfd]), { kind: 'bad-encoding' }],
      ['gone.pem', undefined, { kind: 'storage', file: 'gone.pem', cause: 'other' }],
    ];
    for (const [name, bytes, facts] of cases) {
      native.file = path.join(folder, name);
      if (bytes) writeFileSync(native.file, bytes);
      await expect(desktop.chooseFile(options)).rejects.toMatchObject({ facts });
    }
    native.file = folder;
    await expect(desktop.chooseFile(options)).rejects.toMatchObject({ facts: { kind: 'storage' } });
  });
});

describe.skipIf(process.platform === 'win32')('saving a file', () => {
  const options = { title: 'Save', suggestedName: 'token.env', text: 'INFLUX_TOKEN=x\n' };

  test('writes it for its owner alone, also over one that others could read', async () => {
    native.file = path.join(folder, 'token.env');
    writeFileSync(native.file, 'old', { mode: 0o644 });
    expect(await desktop.saveFile(options)).toBe(true);
    expect(statSync(native.file).mode & 0o777).toBe(0o600);
    expect(statSync(native.file).size).toBe(options.text.length);
  });

  test('writes nothing when no place was chosen', async () => {
    expect(await desktop.saveFile(options)).toBe(false);
  });

  test('says which way it failed, and leaves nothing behind', async () => {
    native.file = path.join(folder, 'missing', 'token.env');
    await expect(desktop.saveFile(options)).rejects.toMatchObject({
      facts: { kind: 'storage', file: 'token.env', cause: 'other' },
    });
  });
});
