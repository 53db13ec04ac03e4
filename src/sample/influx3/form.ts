import { Refusal } from './call.ts';
import { unknownVariant } from './serde.ts';

/** The words behind `?` as Rust's serde_urlencoded reads them into a struct: `serde error: …` when they do not fit. */
export class Form {
  readonly #words: URLSearchParams;

  constructor(query = '') {
    this.#words = new URLSearchParams(query);
  }

  optional(name: string): string | undefined {
    const [first, ...more] = this.#words.getAll(name);
    if (more.length > 0) throw serdeError(`duplicate field \`${name}\``);
    return first;
  }

  required(name: string): string {
    const value = this.optional(name);
    if (value === undefined) throw serdeError(`missing field \`${name}\``);
    return value;
  }

  flag(name: string): boolean | undefined {
    const value = this.optional(name);
    if (value !== undefined && value !== 'true' && value !== 'false')
      throw serdeError('provided string was not `true` or `false`');
    return value === undefined ? undefined : value === 'true';
  }

  oneOf<T>(name: string, names: Readonly<Record<string, T>>, shown: readonly string[]): T | undefined {
    const given = this.optional(name);
    if (given === undefined) return undefined;
    const value = Object.hasOwn(names, given) ? names[given] : undefined;
    if (value === undefined) throw serdeError(unknownVariant(given, shown));
    return value;
  }
}

const serdeError = (reason: string): Refusal => new Refusal(400, `serde error: ${reason}`);
