import { isPrintable } from './show-text.ts';

/** No word that begins with `=`: zsh puts the path of a command in its place. */
const BARE = /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/u;

/**
 * A text as one word of a POSIX shell, in single quotes where it needs any. Undefined when it holds something that
 * cannot be seen, so that nobody pastes what they could not read.
 */
export function shellWord(text: string): string | undefined {
  if (!isPrintable(text)) return undefined;
  return BARE.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * A flag with its value: `--user bob`. A value that begins with a dash is tied to its flag, or it would be read as one.
 */
export function flag(name: string, value: string): string | undefined {
  const word = shellWord(value);
  if (word === undefined) return undefined;
  return value.startsWith('-') ? `--${name}=${word}` : `--${name} ${word}`;
}
