export const COMMA = 0x2c;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Stops counting here: what is deeper is refused anyway. */
const ENOUGH = 1_000;

/** Told of a comma or bracket outside of texts: the byte, its offset in the bytes at hand, and the depth behind it. */
type Seen = (byte: number, at: number, depth: number) => void;

/** A walk over the bytes of a JSON text as they come, before anything is parsed (some 5 ms per MB). */
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
    for (let at = 0; at < bytes.length && this.deepest <= ENOUGH; at += 1) {
      if (this.#inText) at = this.#endOfText(bytes, at);
      const byte = bytes[at];
      if (byte === QUOTE) this.#inText = !this.#inText;
      else if (byte === COMMA) seen?.(byte, at, this.#depth);
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        this.#depth += 1;
        if (this.#depth > this.deepest) this.deepest = this.#depth;
        seen?.(byte, at, this.#depth);
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        this.#depth -= 1;
        seen?.(byte, at, this.#depth);
      }
    }
  }

  /** The offset of the quote that ends the text that goes on at `at`; the length when it is not there yet. */
  #endOfText(bytes: Uint8Array, at: number): number {
    let next = at;
    for (; next < bytes.length; next += 1) {
      if (this.#escaped) this.#escaped = false;
      else if (bytes[next] === BACKSLASH) this.#escaped = true;
      else if (bytes[next] === QUOTE) break;
    }
    return next;
  }
}
