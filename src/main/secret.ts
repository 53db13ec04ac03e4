import { createHash } from 'node:crypto';
import { inspect } from 'node:util';

/**
 * A text that must not be seen: prints, serialises and inspects as `[secret]`. Only the HTTP client, the vault and a
 * deliberate look call `reveal`.
 */
export class Secret {
  readonly #value: string;
  #sha512: string | undefined;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself. */
  reveal(): string {
    return this.#value;
  }

  /** Is it this text? Lets a parser recognise the connection's own token without holding its value. */
  is(text: string): boolean {
    return this.#value === text;
  }

  /** Do the hexadecimal digits of its SHA-512 begin with these? Some servers show so much of what they keep. */
  hasSha512(digits: string): boolean {
    this.#sha512 ??= createHash('sha512').update(this.#value).digest('hex');
    return digits !== '' && this.#sha512.startsWith(digits.toLowerCase());
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
