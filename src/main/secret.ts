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
