import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openStore } from './settings-store.ts';

const opened = vi.hoisted(() => new Set<string>());
vi.mock('electron', () => {
  const electron = {
    app: { getPath: () => '/nowhere', getVersion: () => '0.0.0' },
    ipcMain: { on: (name: string) => opened.add(name), removeAllListeners: (name: string) => opened.delete(name) },
    shell: {},
  };
  return { ...electron, default: electron };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a store', () => {
  test('keeps an object in the named file, for its owner alone', () => {
    const store = openStore(folder, 'connections.json.bak');
    store.store = { version: 1 };
    expect(store.path).toBe(path.join(folder, 'connections.json.bak'));
    expect(JSON.parse(readFileSync(store.path, 'utf8'))).toEqual({ version: 1 });
    if (process.platform !== 'win32') expect(statSync(store.path).mode & 0o777).toBe(0o600);
  });

  test('makes no file before it is written to', () => {
    expect(openStore(folder, 'settings.json').store).toEqual({});
    expect(() => statSync(path.join(folder, 'settings.json'))).toThrow();
  });

  test('of broken JSON throws and leaves the file as it is', () => {
    writeFileSync(path.join(folder, 'settings.json'), '{"a":');
    expect(() => openStore(folder, 'settings.json')).toThrow();
    expect(readFileSync(path.join(folder, 'settings.json'), 'utf8')).toBe('{"a":');
  });

  test('B1 leaves no second door open', () => {
    openStore(folder, 'settings.json');
    expect([...opened]).toEqual([]);
  });
});
