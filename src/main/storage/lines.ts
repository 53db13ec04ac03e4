import fs from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock, Ports } from '#main/ports';
import { ownerOnly, syncFolder } from './files.ts';
import { codeOf, storageFailure } from './storage-failure.ts';

/**
 * A file of JSON lines that only grows. When it is larger than `maxBytes` it is moved to `<name>-<now>.jsonl` and kept.
 */
export class Lines {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #maxBytes: number;
  #fresh = true;

  constructor(ports: Pick<Ports, 'clock' | 'folder'>, name: string, maxBytes: number) {
    this.#path = join(ports.folder, `${name}.jsonl`);
    this.#clock = ports.clock;
    this.#maxBytes = maxBytes;
  }

  /** Adds one line and waits until it is on the disk; throws a Failure of kind 'storage' when it cannot be. */
  append(entry: Record<string, unknown>): void {
    try {
      this.#rotate();
      // O_APPEND by 'a': the system itself puts every write at the end.
      const handle = fs.openSync(this.#path, 'a', 0o600);
      try {
        const line = `${this.#afterTornLine()}${JSON.stringify(entry)}\n`;
        const written = fs.writeSync(handle, line);
        if (written !== Buffer.byteLength(line)) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
        fs.fsyncSync(handle);
      } finally {
        fs.closeSync(handle);
      }
    } catch (thrown) {
      this.#fresh = true;
      throw storageFailure(this.#path, thrown);
    }
  }

  /** Once per run: what a crash or a full disk left unended is ended before the next line. */
  #afterTornLine(): string {
    if (!this.#fresh) return '';
    this.#fresh = false;
    ownerOnly(this.#path);
    syncFolder(dirname(this.#path));
    const text = fs.readFileSync(this.#path);
    return text.length === 0 || text.at(-1) === 0x0a ? '' : '\n';
  }

  #rotate(): void {
    if (this.#size() <= this.#maxBytes) return;
    ownerOnly(this.#path);
    fs.renameSync(this.#path, this.#path.replace(/\.jsonl$/, `-${this.#clock.now()}.jsonl`));
    this.#fresh = true;
  }

  #size(): number {
    try {
      return fs.statSync(this.#path).size;
    } catch (thrown) {
      if (codeOf(thrown) === 'ENOENT') return 0;
      throw thrown;
    }
  }
}
