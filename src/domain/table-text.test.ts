import { expect, test } from 'vitest';
import { csvText } from './table-text.ts';

test('fields with commas, quotes and line ends stay one field', () => {
  expect(csvText([['a,b', 'say "x"', 'two\nlines', 3, undefined]])).toBe('"a,b","say ""x""","two\nlines",3,\r\n');
});

test('what a table program would run is a text', () => {
  const csv = csvText([['=1+1', '+49', '-x', '@cmd', ' =2', '\t=3', 'fine']]);
  expect(csv).toBe(`"'=1+1","'+49","'-x","'@cmd","' =2","'\t=3",fine\r\n`);
});
