import { Failure } from '#contract/failure';
import type { Machine } from '#main/ports';

/** A machine with the files that a test lays there; remembers which were read. */
export class FakeMachine implements Machine {
  homedir = '/home/eva';
  platform: NodeJS.Platform = 'linux';
  env: Record<string, string | undefined> = {};
  files = new Map<string, string>();
  readFiles: string[] = [];

  async exists(file: string): Promise<boolean> {
    return this.files.has(file);
  }

  async read(file: string, maxBytes: number): Promise<string> {
    this.readFiles.push(file);
    const text = this.files.get(file);
    if (text === undefined) throw new Failure({ kind: 'storage', file, cause: 'other' });
    if (Buffer.byteLength(text) > maxBytes) throw new Failure({ kind: 'too-large', limit: maxBytes });
    return text;
  }
}
