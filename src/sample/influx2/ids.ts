import { randomBytes } from 'node:crypto';
import { invalid } from './errors.ts';

/** Milliseconds since 1970 at which the server's rising ids begin (`snowflake`). */
const EPOCH = 1_491_696_000_000;

/**
 * A text as an id: 16 hexadecimal digits in any case, given back in lower case. Throws what the server answers for
 * any other text.
 */
export function parseId(text: string): string {
  if (Buffer.byteLength(text) !== 16) throw invalid('id must have a length of 16 bytes');
  if (!/^[0-9a-fA-F]{16}$/.test(text) || /^0+$/.test(text)) throw invalid('invalid ID');
  return text.toLowerCase();
}

export function isId(text: string): boolean {
  return /^[0-9a-fA-F]{16}$/.test(text) && !/^0+$/.test(text);
}

/** Ids of users, authorizations and sessions: rising with time, all of one machine end alike. */
export class RisingIds {
  readonly #machine: bigint;
  #last = 0;
  #sequence = 0n;

  /** `machine` is 0 to 1023. */
  constructor(machine: number) {
    this.#machine = BigInt(machine & 1023);
  }

  /** The next id for something made at `now` (milliseconds since 1970). */
  next(now: number): string {
    const at = Math.max(Math.floor(now), EPOCH + 1);
    this.#sequence = at === this.#last ? (this.#sequence + 1n) & 4095n : 0n;
    this.#last = at;
    const id = (BigInt(at - EPOCH) << 22n) | (this.#machine << 12n) | this.#sequence;
    return id.toString(16).padStart(16, '0');
  }
}

/** An id of a bucket or an organization: 64 random bits, never zero. */
export function randomId(bytes: (count: number) => Buffer = randomBytes): string {
  const id = bytes(8).toString('hex');
  return /^0+$/.test(id) ? randomId(bytes) : id;
}

/** A new token or session key: 64 random bytes in the URL alphabet of base64, with its padding. */
export function newSecret(bytes: (count: number) => Buffer = randomBytes): string {
  return bytes(64).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
