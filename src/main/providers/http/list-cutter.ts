import { isUtf8 } from 'node:buffer';
import type { Answer } from './answer.ts';
import { bad, DEEPEST } from './json.ts';
import { CLOSE_BRACKET, COMMA, JsonScan, OPEN_BRACKET } from './json-scan.ts';

/**
 * The long list of an answer: the array under this key of the outermost object, or with `bare` an array that is all of
 * the answer; and who takes its entries as they come.
 */
export interface WantedList {
  key: string;
  bare?: true;
  take: (entries: unknown[]) => void;
}

/**
 * Cuts a long list out of a JSON text while its bytes come, so that its first entries are there before the last byte
 * is. What is no JSON, is not UTF-8 or nests too deep is a Failure 'bad-response'. An unfinished list is seen in
 * `rest`.
 */
export class ListCutter {
  readonly #answer: Pick<Answer, 'status' | 'contentType'>;
  readonly #wanted: WantedList;
  readonly #scan = new JsonScan();
  readonly #outside: Buffer[] = [];
  #state: 'before' | 'within' | 'behind' = 'before';
  /** How deep the text nests between two entries. */
  #listDepth = 2;
  /** The bytes of the entry that is under way. */
  #open: Buffer[] = [];
  #entryIsDue = false;
  /** The end of what came before the chunk at hand, as far as the key could stand in it. */
  #tail = '';

  constructor(answer: Pick<Answer, 'status' | 'contentType'>, wanted: WantedList) {
    this.#answer = answer;
    this.#wanted = wanted;
  }

  push(chunk: Buffer): void {
    let from = 0;
    let comma = -1;
    this.#scan.walk(chunk, (byte, at, depth) => {
      if (this.#state === 'within') {
        if (byte === COMMA && depth === this.#listDepth) comma = at;
        else if (byte === CLOSE_BRACKET && depth === this.#listDepth - 1) {
          this.#hand(chunk.subarray(from, at), this.#entryIsDue || comma >= 0);
          this.#state = 'behind';
          from = at;
        }
      } else if (this.#state === 'before' && byte === OPEN_BRACKET && this.#isList(chunk, at, depth)) {
        this.#listDepth = depth;
        this.#outside.push(chunk.subarray(0, at + 1));
        this.#state = 'within';
        from = at + 1;
      }
    });
    if (this.#scan.deepest > DEEPEST) throw bad(this.#answer, 'too-deep');
    if (this.#state !== 'within') this.#outside.push(chunk.subarray(from));
    else if (comma >= 0) {
      this.#hand(chunk.subarray(from, comma), true);
      this.#entryIsDue = true;
      this.#open = [chunk.subarray(comma + 1)];
    } else this.#open.push(chunk.subarray(from));
    const span = this.#wanted.key.length + 64;
    if (this.#state === 'before') this.#tail = (this.#tail + chunk.subarray(-span).toString('latin1')).slice(-span);
  }

  /** The text around the list, which is empty in it. */
  rest(): Buffer {
    return Buffer.concat(this.#outside);
  }

  #hand(end: Buffer, mustHold: boolean): void {
    const bytes = Buffer.concat([Buffer.from('['), ...this.#open, end, Buffer.from(']')]);
    this.#open = [];
    const entries = this.#parse(bytes);
    if (!Array.isArray(entries) || (mustHold && entries.length === 0)) throw bad(this.#answer, 'not-json');
    if (entries.length > 0) this.#wanted.take(entries);
  }

  #parse(bytes: Buffer): unknown {
    if (!isUtf8(bytes)) throw bad(this.#answer, 'not-json');
    try {
      return JSON.parse(bytes.toString('utf8'));
    } catch {
      throw bad(this.#answer, 'not-json');
    }
  }

  #isList(chunk: Buffer, at: number, depth: number): boolean {
    return depth === 1 ? this.#wanted.bare === true : depth === 2 && this.#followsKey(chunk, at);
  }

  /** Does `"key":` stand right before the offset `at` of the chunk, but for white space? */
  #followsKey(chunk: Buffer, at: number): boolean {
    const { key } = this.#wanted;
    const span = key.length + 64;
    // Only what can hold the key is looked at: an answer may have a million other lists.
    const here = chunk.subarray(Math.max(0, at - span), at);
    const before = (at < span ? this.#tail.slice(at - span) : '') + here.toString('latin1');
    return /:\s*$/.test(before) && before.replace(/\s*:\s*$/, '').endsWith(`"${key}"`);
  }
}
