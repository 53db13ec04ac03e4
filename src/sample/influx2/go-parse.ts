/** A JSON text as it stands: numbers unread, members in order. */
export type JsonNode =
  | { is: 'object'; members: [string, JsonNode][] }
  | { is: 'array'; items: JsonNode[] }
  | { is: 'string'; text: string }
  | { is: 'number'; text: string }
  | { is: 'bool'; value: boolean }
  | { is: 'null' };

/** What Go's `encoding/json` says of a body that it cannot read. */
export class GoJsonError extends Error {}

const SPACE = /[ \t\r\n]/;

/**
 * The first JSON value of a text, as Go's `Decoder` takes it: what follows an object or an array is not looked at.
 * Throws GoJsonError with Go's own words.
 */
export function parseFirst(text: string): JsonNode {
  const parser = new Parser(text);
  parser.space();
  if (parser.peek === '') throw new GoJsonError('EOF');
  const node = parser.value();
  if (node.is === 'object' || node.is === 'array' || parser.atEnd || SPACE.test(parser.peek)) return node;
  throw parser.unexpected('after top-level value');
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  get peek(): string {
    return this.#text[this.#at] ?? '';
  }

  space(): void {
    while (!this.atEnd && SPACE.test(this.peek)) this.#at++;
  }

  unexpected(where: string): GoJsonError {
    if (this.atEnd) return new GoJsonError('unexpected EOF');
    return new GoJsonError(`invalid character ${quoted(this.#text, this.#at)} ${where}`);
  }

  value(): JsonNode {
    const c = this.peek;
    if (c === '{') return this.#object();
    if (c === '[') return this.#array();
    if (c === '"') return { is: 'string', text: this.#string() };
    if (c === '-' || (c >= '0' && c <= '9')) return { is: 'number', text: this.#number() };
    if (c === 't') return this.#literal('true', { is: 'bool', value: true });
    if (c === 'f') return this.#literal('false', { is: 'bool', value: false });
    if (c === 'n') return this.#literal('null', { is: 'null' });
    throw this.unexpected('looking for beginning of value');
  }

  #object(): JsonNode {
    const members: [string, JsonNode][] = [];
    this.#at++;
    this.space();
    if (this.#take('}')) return { is: 'object', members };
    for (;;) {
      if (this.peek !== '"') throw this.unexpected('looking for beginning of object key string');
      const key = this.#string();
      this.space();
      if (!this.#take(':')) throw this.unexpected('after object key');
      this.space();
      members.push([key, this.value()]);
      this.space();
      if (this.#take('}')) return { is: 'object', members };
      if (!this.#take(',')) throw this.unexpected('after object key:value pair');
      this.space();
    }
  }

  #array(): JsonNode {
    const items: JsonNode[] = [];
    this.#at++;
    this.space();
    if (this.#take(']')) return { is: 'array', items };
    for (;;) {
      items.push(this.value());
      this.space();
      if (this.#take(']')) return { is: 'array', items };
      if (!this.#take(',')) throw this.unexpected('after array element');
      this.space();
    }
  }

  #string(): string {
    const from = this.#at++;
    while (!this.#take('"')) {
      if (this.atEnd || this.peek < ' ') throw this.unexpected('in string literal');
      if (this.#take('\\')) this.#escape();
      else this.#at++;
    }
    const text: unknown = JSON.parse(this.#text.slice(from, this.#at));
    return Buffer.from(String(text)).toString();
  }

  #escape(): void {
    if (!'"\\/bfnrtu'.includes(this.peek) || this.atEnd) throw this.unexpected('in string escape code');
    const long = this.peek === 'u';
    this.#at++;
    for (let i = 0; long && i < 4; i++) {
      if (!/[0-9a-fA-F]/.test(this.peek)) throw this.unexpected('in \\u hexadecimal character escape');
      this.#at++;
    }
  }

  #number(): string {
    const from = this.#at;
    this.#take('-');
    if (!this.#take('0') && !this.#digits()) throw this.unexpected('in numeric literal');
    if (this.#take('.') && !this.#digits()) throw this.unexpected('after decimal point in numeric literal');
    if (this.#take('e') || this.#take('E')) {
      if (!this.#take('+')) this.#take('-');
      if (!this.#digits()) throw this.unexpected('in exponent of numeric literal');
    }
    return this.#text.slice(from, this.#at);
  }

  #digits(): boolean {
    const from = this.#at;
    while (this.peek >= '0' && this.peek <= '9') this.#at++;
    return this.#at > from;
  }

  #literal(word: string, node: JsonNode): JsonNode {
    for (let i = 0; i < word.length; i++) {
      if (!this.#take(word[i] ?? '')) throw this.unexpected(`in literal ${word} (expecting '${word[i]}')`);
    }
    return node;
  }

  #take(c: string): boolean {
    if (this.atEnd || this.peek !== c) return false;
    this.#at++;
    return true;
  }
}

/** The byte at a place, between single quotes as Go prints it. */
function quoted(text: string, at: number): string {
  const c = text[at] ?? '';
  if (c === "'") return `'\\''`;
  if (c === '"') return `'"'`;
  const byte = String.fromCharCode(Buffer.from(text.slice(at, at + 2))[0] ?? 0);
  if (byte < ' ' || byte === '\u007f') return `'${controlCharacter(byte)}'`;
  return `'${byte === '\\' ? '\\\\' : byte}'`;
}

function controlCharacter(c: string): string {
  const short = { '\u0007': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v' }[c];
  return short ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
