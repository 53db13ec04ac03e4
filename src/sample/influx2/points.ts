/** The lines of a body that are not blank and no comments. */
export function pointLines(body: string): string[] {
  return body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

// No two branches begin with the same character: a backslash is one of an escape, or a line would be tried in 2^n ways.
const POINT = /^(?:\\.|[^, \\])(?:\\.|[^ \\])* (?:\\.|"(?:\\.|[^"\\])*"|[^ "\\])+/;

/** Has the line a series and fields behind it, as far as that is looked at? Linear in its length. */
export function isPoint(line: string): boolean {
  return POINT.test(line) && line.includes('=');
}
