export const COMMA = 0x2c;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Stops counting here: what is deeper is refused anyway. */
const ENOUGH = 1_000;

/** What is told of nests no deeper: a list may hold a million brackets and commas that nobody asks for. */
const DEEPEST_SEEN = 2;

/** Told of a comma or bracket outside of texts: the byte, its offset in the bytes at hand, and the depth behind it. */
type Seen = (byte: number, at: number, depth: number) => void;

/** A walk over the bytes of a JSON text as they come, before anything is parsed (some 3 ms per MB). */
export class JsonScan {
  /** How deep the text nests so far. */
  deepest = 0;
  #depth = 0;
  #inText = false;
  #escaped = false;

  /** Is every bracket and text closed that was opened, and was there one? */
  get whole(): boolean {
    return this.#depth === 0 && this.deepest > 0 && !this.#inText;
  }

  walk(bytes: Uint8Array, seen?: Seen): void {
    let at = this.#inText ? this.#afterText(bytes, 0) : 0;
    // Kept beside: a field that is asked for with each byte would take as long as all the rest.
    let depth = this.#depth;
    for (; at < bytes.length && this.deepest <= ENOUGH; at += 1) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        at = this.#afterText(bytes, at + 1) - 1;
        continue;
      }
      if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
      else if (byte !== COMMA) continue;
      if (depth > this.deepest) this.deepest = depth;
      if (depth <= DEEPEST_SEEN) seen?.(byte, at, depth);
    }
    this.#depth = depth;
  }

  /** The offset behind the quote that ends the text that goes on at `from`; the length when it is not there yet. */
  #afterText(bytes: Uint8Array, from: number): number {
    let at = this.#escaped ? from + 1 : from;
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (byte === QUOTE) break;
      if (byte === BACKSLASH) at += 1;
    }
    this.#inText = at >= bytes.length;
    // A backslash was the last byte: what it stands before comes with the next ones.
    this.#escaped = at > bytes.length;
    return this.#inText ? bytes.length : at + 1;
  }
}
