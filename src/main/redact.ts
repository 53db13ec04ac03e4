import type { Secret } from '#main/secret';

/** What stands where a secret stood. */
const GONE = '[secret]';

/** Shorter texts are words; to blank them would blank whole logs. */
const SHORTEST = 6;

/** What looks like a credential, whoever wrote it. Each keeps what stands before it as its first group. */
const PATTERNS = [
  /\b((?:Token|Bearer|Basic)\s+)[^\s"',;]+/gi,
  /("(?:token|password|hashedToken|authorization)"\s*:\s*")(?:[^"\\]|\\.)*/gi,
  /()\bapiv3_[\w-]+/g,
  /()(?<![\w+/=-])[\w+/-]{86}==/g,
  /(\b[a-z][a-z\d+.-]*:\/\/)[^\s/@]+@/gi,
  /([?&](?:u|p|token|q)=)[^\s&#]+/gi,
];

/** Takes secrets out of texts: those it was told of, in every form that an HTTP client writes them in, and what looks like one. */
export class Redactor {
  readonly #known = new Map<Secret, string[]>();
  #matcher: RegExp | undefined;

  /** From now on this secret is taken out of every text. */
  know(secret: Secret): void {
    this.#known.set(secret, formsOf(secret.reveal()));
    this.#matcher = undefined;
  }

  /** The secret is no longer held by the app, so this forgets it too. */
  forget(secret: Secret): void {
    this.#known.delete(secret);
    this.#matcher = undefined;
  }

  /** The text without secrets. Linear in its length: 1 MB takes some milliseconds. */
  clean(text: string): string {
    this.#matcher ??= matcherOf([...this.#known.values()].flat());
    const known = this.#matcher ? text.replace(this.#matcher, GONE) : text;
    return PATTERNS.reduce((cleaned, pattern) => cleaned.replace(pattern, `$1${GONE}`), known);
  }
}

function matcherOf(forms: string[]): RegExp | undefined {
  if (forms.length === 0) return undefined;
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((form) => form.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('|'), 'g');
}

function formsOf(value: string): string[] {
  if (value.length < SHORTEST) return [];
  const percent = encodeURIComponent(Buffer.from(value, 'utf8').toString('utf8'));
  const json = JSON.stringify(value).slice(1, -1);
  return [value, json, percent, percent.replace(/%../g, (code) => code.toLowerCase()), ...base64Forms(value)];
}

/** Base64 of a text depends on where in a longer text it begins: one form for each of the three places, both alphabets. */
function base64Forms(value: string): string[] {
  const whole = Buffer.from(value, 'utf8');
  const inner = [0, 1, 2].map((offset) => {
    const bits = (offset + whole.length) * 8;
    const text = Buffer.concat([Buffer.alloc(offset), whole]).toString('base64');
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(bits / 6));
  });
  const padded = [whole.toString('base64'), ...inner];
  return padded.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}
