/** Reads the two archive formats that npm and Electron use, and writes the one that Electron reads. Built-ins only. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';

const BLOCK = 512;

/** The name and the size in bytes that a tar header block gives. */
function tarHeader(block) {
  const text = (from, to) => block.subarray(from, to).toString('utf8').replace(/\0.*$/s, '');
  const prefix = text(345, 500);
  return { name: (prefix ? `${prefix}/` : '') + text(0, 100), size: Number.parseInt(text(124, 136).trim() || '0', 8) };
}

/**
 * A stream that takes an unpacked tar and passes the bytes of one member on to `out`; `found()` says whether it was
 * there.
 */
function tarMember(member, out) {
  let waiting = Buffer.alloc(0);
  let left = 0;
  let padding = 0;
  let wanted = false;
  let found = false;

  /** Takes what it can from `waiting`; answers false when it needs more bytes. */
  async function step() {
    if (left > 0) {
      const part = waiting.subarray(0, Math.min(left, waiting.length));
      if (wanted && part.length > 0 && !out.write(part)) await new Promise((drained) => out.once('drain', drained));
      left -= part.length;
      waiting = waiting.subarray(part.length);
      return left === 0;
    }
    if (padding > 0) {
      const skipped = Math.min(padding, waiting.length);
      padding -= skipped;
      waiting = waiting.subarray(skipped);
      return padding === 0;
    }
    if (waiting.length < BLOCK) return false;
    const block = waiting.subarray(0, BLOCK);
    waiting = waiting.subarray(BLOCK);
    if (block[0] === 0) return true; // one of the empty blocks at the end
    const { name, size } = tarHeader(block);
    left = size;
    padding = (BLOCK - (size % BLOCK)) % BLOCK;
    wanted = name === member;
    found ||= wanted;
    return true;
  }

  const stream = new Writable({
    write(chunk, _encoding, done) {
      waiting = waiting.length > 0 ? Buffer.concat([waiting, chunk]) : chunk;
      const run = async () => {
        while (await step());
      };
      run().then(() => done(), done);
    },
  });
  return { stream, found: () => found };
}

/**
 * Writes one member of a .tgz to the file `to`, checking the whole .tgz on the way.
 * `integrity` as in a lockfile: `sha512-<base64>`. Throws when it differs or when there is no such member.
 */
export async function untarOne(tgz, member, to, integrity) {
  const [algorithm, wanted] = integrity.split(/-(.*)/s);
  const hash = createHash(algorithm);
  const digest = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const out = createWriteStream(to);
  const tar = tarMember(member, out);
  await pipeline(createReadStream(tgz), digest, zlib.createGunzip(), tar.stream);
  await new Promise((resolve, reject) => out.end((error) => (error ? reject(error) : resolve())));
  const got = hash.digest('base64');
  if (got !== wanted) throw new Error(`${path.basename(tgz)}: ${algorithm} is ${got}, expected ${wanted}`);
  if (!tar.found()) throw new Error(`${member} is not in ${path.basename(tgz)}`);
}

/** The central directory of a zip (not zip64: for archives under 4 GiB). */
async function zipEntries(file, size) {
  const tailLength = Math.min(size, 65_557);
  const tail = Buffer.alloc(tailLength);
  await file.read(tail, 0, tailLength, size - tailLength);
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a zip');
  const directory = Buffer.alloc(tail.readUInt32LE(end + 12));
  await file.read(directory, 0, directory.length, tail.readUInt32LE(end + 16));
  const entries = [];
  for (let at = 0; at < directory.length;) {
    if (directory.readUInt32LE(at) !== 0x02014b50) throw new Error(`bad zip directory at entry ${entries.length}`);
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
      name: directory.subarray(at + 46, at + 46 + nameLength).toString('utf8'),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

// crc32 came to node:zlib with 20.15; the runtime is asked for 20.19 or newer.
function checksum() {
  const seen = { crc: 0, size: 0 };
  const stream = new Transform({
    transform(chunk, _encoding, done) {
      seen.crc = zlib.crc32(chunk, seen.crc);
      seen.size += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, seen };
}

async function unzipEntry(zip, file, entry, to) {
  const header = Buffer.alloc(30);
  await file.read(header, 0, 30, entry.offset);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  await fs.mkdir(path.dirname(to), { recursive: true });
  if (entry.packed === 0) return fs.writeFile(to, '');
  const source = createReadStream(zip, { start, end: start + entry.packed - 1, highWaterMark: 1 << 20 });
  const { stream, seen } = checksum();
  const steps = entry.method === 8 ? [source, zlib.createInflateRaw(), stream] : [source, stream];
  await pipeline(...steps, createWriteStream(to, { mode: entry.mode & 0o777 || 0o644 }));
  if (seen.crc !== entry.crc || seen.size !== entry.size) throw new Error(`${entry.name}: bad checksum`);
}

/** Unpacks into the folder `into` those files to which `pick(name)` gives a relative path (null leaves one out). */
export async function unzipSome(zip, into, pick) {
  const file = await fs.open(zip);
  try {
    const { size } = await file.stat();
    for (const entry of await zipEntries(file, size)) {
      const relative = entry.name.endsWith('/') ? null : pick(entry.name);
      if (!relative) continue;
      const to = path.join(into, relative);
      if (!to.startsWith(into + path.sep)) throw new Error(`unsafe name in the zip: ${entry.name}`);
      await unzipEntry(zip, file, entry, to);
    }
  } finally {
    await file.close();
  }
}

/** An asar archive of a few small texts, by name: two size fields, the JSON header, the bodies. */
export function asarOf(texts) {
  const header = { files: {} };
  let offset = 0;
  const bodies = Object.entries(texts).map(([name, text]) => {
    const body = Buffer.from(text);
    header.files[name] = { size: body.length, offset: String(offset) };
    offset += body.length;
    return body;
  });
  const json = Buffer.from(JSON.stringify(header));
  const padded = (json.length + 3) & ~3;
  const head = Buffer.alloc(16 + padded);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + padded, 4);
  head.writeUInt32LE(4 + padded, 8);
  head.writeUInt32LE(json.length, 12);
  json.copy(head, 16);
  return Buffer.concat([head, ...bodies]);
}

/** The names of all files in an asar archive, with `/` between folders. @returns {Promise<string[]>} */
export async function asarNames(archive) {
  const file = await fs.open(archive);
  try {
    const sizes = Buffer.alloc(16);
    await file.read(sizes, 0, 16, 0);
    const json = Buffer.alloc(sizes.readUInt32LE(12));
    await file.read(json, 0, json.length, 16);
    return namesIn(JSON.parse(json.toString('utf8')).files, '');
  } finally {
    await file.close();
  }
}

function namesIn(files, folder) {
  return Object.entries(files).flatMap(([name, entry]) =>
    entry.files ? namesIn(entry.files, `${folder}${name}/`) : [`${folder}${name}`],
  );
}
