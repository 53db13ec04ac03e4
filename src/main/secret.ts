import { inspect } from 'node:util';

/**
 * A text that must not be seen: prints, serialises and inspects as `[secret]`. Only the HTTP client, the vault and a
 * deliberate look call `reveal`.
 */
export class Secret {
  readonly #value: string;

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
