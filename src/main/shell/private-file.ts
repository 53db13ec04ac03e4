import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Failure } from '#contract/failure';

const run = promisify(execFile);

/** Makes the folder if need be and leaves it to its owner alone: mode 0700, on Windows an access list with one name. */
export async function privateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') await ownerOnly(folder, '(OI)(CI)F');
  else await chmod(folder, 0o700);
}

/**
 * Writes the whole text for its owner alone, replacing what was there at once. Throws a Failure of kind 'storage'.
 * SECURITY: a new file is made and renamed, since writing into an older one would keep its wider rights.
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID().slice(0, 8)}`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      if (process.platform === 'win32') await ownerOnly(temporary, 'F');
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw new Failure({ kind: 'storage', file: path.basename(file), cause: storageCause(error) });
  }
}

/**
 * Reads a text file that a person chose: a regular file of at most `maxBytes` bytes, in UTF-8. Throws a Failure of kind
 * 'storage', 'too-large' or 'bad-encoding'.
 */
export async function readChosenFile(file: string, maxBytes: number): Promise<string> {
  const bytes = await readBytes(file, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Failure({ kind: 'bad-encoding' });
  }
}

async function readBytes(file: string, maxBytes: number): Promise<Uint8Array> {
  try {
    // SECURITY: a device or a pipe has no end, and a link may lead to one.
    const facts = await lstat(file);
    if (!facts.isFile()) throw new Failure({ kind: 'storage', file: path.basename(file), cause: 'other' });
    if (facts.size > maxBytes) throw new Failure({ kind: 'too-large', limit: maxBytes });
    return await readFile(file);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure({ kind: 'storage', file: path.basename(file), cause: storageCause(error) });
  }
}

// Windows has no modes: an access list without inheritance and with one entry says the same.
async function ownerOnly(target: string, right: string): Promise<void> {
  const icacls = path.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'icacls.exe');
  await run(icacls, [target, '/inheritance:r', '/grant:r', `${os.userInfo().username}:${right}`], {
    windowsHide: true,
  });
}

function storageCause(error: unknown): 'full' | 'denied' | 'read-only' | 'busy' | 'other' {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'full';
  if (code === 'EACCES' || code === 'EPERM') return 'denied';
  if (code === 'EROFS') return 'read-only';
  if (code === 'EBUSY') return 'busy';
  return 'other';
}
