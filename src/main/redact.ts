import type { Secret } from '#main/secret';

/** What stands where a secret stood. */
const GONE = '[secret]';

/** Shorter texts are words; to blank them would blank whole logs. */
const SHORTEST = 6;

/** How many characters of a secret tell it from every other text. One that was cut after these is found too. */
const BEGINNING = 16;

/** What looks like a credential, whoever wrote it. Each keeps what stands before it as its first group. */
const PATTERNS = [
  /\b((?:Token|Bearer|Basic)\s+)[^\s"',;]+/gi,
  /("(?:token|password|hashedToken|authorization)"\s*:\s*")(?:[^"\\]|\\.)*/gi,
  /()\bapiv3_[\w-]+/g,
  /()(?<![\w+/=-])[\w+/-]{86}==/g,
  /(\b[a-z][a-z\d+.-]*:\/\/)[^\s/@]+@/gi,
  /([?&](?:u|p|token|q)=)[^\s&#]+/gi,
];

/** Finds the beginnings of all forms, and how long the longest form of each beginning is. */
interface Finder {
  beginnings: RegExp;
  lengths: Map<string, number>;
}

/**
 * Takes secrets out of texts: those it was told of, in every form that an HTTP client writes them in, and what looks
 * like one.
 */
export class Redactor {
  readonly #known = new Map<Secret, string[]>();
  #finder: Finder | undefined;

  /** From now on this secret is taken out of every text. */
  know(secret: Secret): void {
    this.#known.set(secret, formsOf(secret.reveal()));
    this.#finder = undefined;
  }

  /** The secret is no longer held by the app, so this forgets it too. */
  forget(secret: Secret): void {
    this.#known.delete(secret);
    this.#finder = undefined;
  }

  /** The text without secrets. Linear in its length: 1 MB takes some milliseconds. */
  clean(text: string): string {
    this.#finder ??= finderOf([...this.#known.values()].flat());
    return PATTERNS.reduce((cleaned, pattern) => cleaned.replace(pattern, `$1${GONE}`), without(text, this.#finder));
  }
}

function finderOf(forms: string[]): Finder {
  const lengths = new Map<string, number>();
  for (const form of forms) {
    const beginning = form.slice(0, BEGINNING);
    lengths.set(beginning, Math.max(lengths.get(beginning) ?? 0, form.length));
  }
  const longestFirst = [...lengths.keys()].sort((a, b) => b.length - a.length);
  const escaped = longestFirst.map((beginning) => beginning.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  // Without anything to find, an expression that matches nothing.
  return { beginnings: new RegExp(escaped.join('|') || '(?!)', 'g'), lengths };
}

/** Looks for beginnings alone and takes out the rest by its length: fifty long secrets are still a small expression. */
function without(text: string, { beginnings, lengths }: Finder): string {
  const kept: string[] = [];
  let from = 0;
  beginnings.lastIndex = 0;
  for (let found = beginnings.exec(text); found; found = beginnings.exec(text)) {
    kept.push(text.slice(from, found.index), GONE);
    from = found.index + (lengths.get(found[0]) ?? found[0].length);
    beginnings.lastIndex = from;
  }
  return kept.length === 0 ? text : kept.join('') + text.slice(from);
}

function formsOf(value: string): string[] {
  if (value.length < SHORTEST) return [];
  const percent = encodeURIComponent(Buffer.from(value, 'utf8').toString('utf8'));
  const json = JSON.stringify(value).slice(1, -1);
  return [value, json, percent, percent.replace(/%../g, (code) => code.toLowerCase()), ...base64Forms(value)];
}

/**
 * Base64 of a text depends on where in a longer text it begins: one form for each of the three places, both alphabets.
 */
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
