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

  /** Do both hold the same text? */
  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  /** Do the hexadecimal digits of its SHA-512 begin with these? Some servers show so much of what they keep. */
  hasSha512(digits: string): boolean {
    this.#sha512 ??= createHash('sha512').update(this.#value).digest('hex');
    return digits !== '' && this.#sha512.startsWith(digits.toLowerCase());
  }

  /** Has it this form? For telling kinds of tokens apart. */
  isLike(form: RegExp): boolean {
    return form.test(this.#value);
  }

  /** When it runs out, in ms since 1970, where it says so itself: as a JWT, whose `exp` counts seconds (RFC 7519). */
  endsAt(): number | undefined {
    const [, claims = '', ...rest] = this.#value.split('.');
    if (rest.length !== 1) return undefined;
    try {
      const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { exp?: unknown };
      return typeof exp === 'number' && Number.isFinite(exp) ? exp * 1000 : undefined;
    } catch {
      return undefined;
    }
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
