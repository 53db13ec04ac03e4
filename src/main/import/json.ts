import { type Imported, unreadable } from './entry.ts';

/** A text as JSON, or what to say when it is none: its words never quote the text. */
export function jsonIn(text: string): { value: unknown } | { broken: Imported } {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch (thrown) {
    return { broken: unreadable('This is not valid JSON from here on. Nothing of it is read.', lineIn(thrown, text)) };
  }
}

/** The line that the engine's message names by a position, else the one of the first text that is no word of JSON. */
function lineIn(thrown: unknown, text: string): number {
  const named = thrown instanceof Error ? /at position (\d+)/.exec(thrown.message)?.[1] : undefined;
  const position = named === undefined ? firstStrange(text) : Number(named);
  return text.slice(0, position).split('\n').length;
}

function firstStrange(text: string): number {
  const word = /\s*(?:"(?:[^"\\\n]|\\.)*"|[{}[\]:,]|true|false|null|-?\d[\d.eE+-]*)\s*/y;
  let position = 0;
  while (word.test(text)) position = word.lastIndex;
  return position;
}
