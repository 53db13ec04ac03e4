import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { placeFile } from './place-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'place-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the file of the window’s place', () => {
  test('is empty until a place is kept, and then holds it', () => {
    expect(placeFile(folder).store).toEqual({});
    placeFile(folder).store = { maximized: true };
    expect(placeFile(folder).store).toEqual({ maximized: true });
    expect(JSON.parse(readFileSync(path.join(folder, 'window.json'), 'utf8'))).toEqual({ maximized: true });
  });

  test.runIf(process.platform !== 'win32')('is for its owner alone', () => {
    placeFile(folder).store = {};
    expect(statSync(path.join(folder, 'window.json')).mode & 0o777).toBe(0o600);
  });

  test.each(['', '{', 'null', '7', '"text"'])('that holds %j reads as empty and can be written again', (text) => {
    writeFileSync(path.join(folder, 'window.json'), text);
    const place = placeFile(folder);
    expect(place.store).toEqual({});
    place.store = { maximized: false };
    expect(place.store).toEqual({ maximized: false });
  });
});
