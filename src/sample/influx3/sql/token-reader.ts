import { tokensOf, type SqlToken } from './tokens.ts';
import { SqlError } from './values.ts';

const END: SqlToken = { kind: 'end', text: 'EOF', line: 0, column: 0 };

/** Walks over the words of a query. */
export class TokenReader {
  readonly #tokens: readonly SqlToken[];
  #index = 0;

  constructor(query: string) {
    this.#tokens = tokensOf(query);
  }

  get current(): SqlToken {
    return this.#tokens[this.#index] ?? END;
  }

  next(): SqlToken {
    const token = this.current;
    this.#index++;
    return token;
  }

  /** Whether these words come next, in any case; if so they are passed. */
  takeWords(...words: readonly string[]): boolean {
    const matches = words.every((word, ahead) => {
      const token = this.#tokens[this.#index + ahead];
      return token?.kind === 'word' && token.text.toUpperCase() === word;
    });
    if (matches) this.#index += words.length;
    return matches;
  }

  isWord(...words: readonly string[]): boolean {
    return this.current.kind === 'word' && words.includes(this.current.text.toUpperCase());
  }

  takeSymbol(...symbols: readonly string[]): string | undefined {
    const { kind, text } = this.current;
    if (kind !== 'symbol' || !symbols.includes(text)) return undefined;
    this.#index++;
    return text;
  }

  expectSymbol(symbol: string): void {
    if (this.takeSymbol(symbol) === undefined) throw this.expected(symbol);
  }

  expectWord(word: string): void {
    if (!this.takeWords(word)) throw this.expected(word);
  }

  /** A name: in lower case unless it is quoted. */
  name(): string {
    const token = this.current;
    if (token.kind !== 'word' && token.kind !== 'quoted') throw this.expected('identifier');
    this.#index++;
    return token.kind === 'word' ? token.text.toLowerCase() : token.text;
  }

  expected(what: string): SqlError {
    const { kind, text, line, column } = this.current;
    const place = kind === 'end' ? '' : ` at Line: ${line}, Column: ${column}`;
    return SqlError.syntax(`Expected: ${what}, found: ${text}${place}`);
  }
}
