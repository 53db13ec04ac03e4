/** What serde_json says about a text that it cannot read; its words are the server's answer. */
export class SerdeError extends Error {
  /** Whether the place stands behind the words already. */
  readonly placed: boolean;

  constructor(message: string, placed: boolean) {
    super(message);
    this.placed = placed;
  }
}

/** A number as serde sees it before it is asked for one of a kind. */
export type SerdeNumber = bigint | { float: number };

/** The bytes of a JSON text and where the reader stands; errors name line and column as serde_json counts them. */
export class JsonInput {
  readonly #bytes: Buffer;
  #index = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The next byte as a character, '' at the end. */
  peek(): string {
    const byte = this.#bytes[this.#index];
    return byte === undefined ? '' : String.fromCharCode(byte);
  }

  /** The next byte that is no white space. */
  next(): string {
    while (/^[ \n\t\r]$/.test(this.peek())) this.#index++;
    return this.peek();
  }

  skip(): void {
    this.#index++;
  }

  /** An error at what was read last. */
  failed(message: string): SerdeError {
    return this.#at(this.#index, message);
  }

  /** An error at the byte that comes next. */
  unexpected(message: string): SerdeError {
    return this.#at(Math.min(this.#bytes.length, this.#index + 1), message);
  }

  /** An error that was thrown before anybody knew where, with the place where the reader stands now. */
  placed(error: unknown): unknown {
    return error instanceof SerdeError && !error.placed ? this.failed(error.message) : error;
  }

  word(text: string): void {
    for (const letter of text) {
      const found = this.peek();
      if (found === '') throw this.failed('EOF while parsing a value');
      this.skip();
      if (found !== letter) throw this.failed('expected ident');
    }
  }

  /** A string whose opening quote comes next. */
  string(): string {
    this.skip();
    const from = this.#index;
    for (;;) {
      const letter = this.peek();
      if (letter === '') throw this.failed('EOF while parsing a string');
      this.skip();
      if (letter === '"') break;
      if (letter < ' ') throw this.failed('control character (\\u0000-\\u001F) found while parsing a string');
      if (letter === '\\') this.#escape();
    }
    return JSON.parse(`"${this.#bytes.toString('utf8', from, this.#index - 1)}"`) as string;
  }

  number(): SerdeNumber {
    const from = this.#index;
    if (this.peek() === '-') this.skip();
    const leading = this.peek();
    this.#digits();
    if (leading === '0' && this.#index > from + (this.#bytes[from] === 0x2d ? 2 : 1)) {
      this.#index = from + (this.#bytes[from] === 0x2d ? 2 : 1);
      throw this.unexpected('invalid number');
    }
    const whole = this.#index;
    if (this.peek() === '.') {
      this.skip();
      this.#digits();
    }
    if (/^[eE]$/.test(this.peek())) {
      this.skip();
      if (/^[+-]$/.test(this.peek())) this.skip();
      this.#digits();
    }
    const text = this.#bytes.toString('latin1', from, this.#index);
    return whole === this.#index && text !== '-0' ? wholeNumber(text) : { float: Number(text) };
  }

  #digits(): void {
    if (this.peek() === '') throw this.unexpected('EOF while parsing a value');
    if (!/^\d$/.test(this.peek())) throw this.unexpected('invalid number');
    while (/^\d$/.test(this.peek())) this.skip();
  }

  #escape(): void {
    const letter = this.peek();
    if (letter === '') throw this.failed('EOF while parsing a string');
    this.skip();
    if (letter !== 'u') {
      if (!/^["\\/bfnrt]$/.test(letter)) throw this.failed('invalid escape');
      return;
    }
    for (let digit = 0; digit < 4; digit++) {
      if (this.peek() === '') throw this.failed('EOF while parsing a string');
      const isHex = /^[0-9a-f]$/i.test(this.peek());
      this.skip();
      if (!isHex) throw this.failed('invalid escape');
    }
  }

  #at(index: number, message: string): SerdeError {
    const before = this.#bytes.subarray(0, index);
    const lineStart = before.lastIndexOf('\n') + 1;
    const lines = before.toString('latin1').split('\n').length;
    return new SerdeError(`${message} at line ${lines} column ${index - lineStart}`, true);
  }
}

const BIGGEST = 2n ** 64n - 1n;
const SMALLEST = -(2n ** 63n);

function wholeNumber(text: string): SerdeNumber {
  const value = BigInt(text);
  return value > BIGGEST || value < SMALLEST ? { float: Number(text) } : value;
}
