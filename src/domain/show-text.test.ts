import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPrintable, shortId, showText } from './show-text.ts';

test.each([
  ['telegraf on host-7', 'telegraf on host-7'],
  ['телеметрия склад 3', 'телеметрия склад 3'],
  ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  ['two\nlines', 'two ↵ lines'],
  ['many \r\n\r\n\n lines', 'many ↵ lines'],
  ['a\u0000b\u001bc', 'a␀b␛c'],
  ['tab\there', 'tab␉here'],
  ['del\u007f', 'del␡'],
  ['invoice\u202egpj.exe', 'invoice⟨U+202E⟩gpj.exe'],
  ['ad\u200bmin', 'ad⟨U+200B⟩min'],
  ['ad\u200dmin', 'ad⟨U+200D⟩min'],
  ['family 👩‍👩‍👧 ok', 'family 👩‍👩‍👧 ok'],
  ['broken \ud800 half', 'broken \ufffd half'],
  ['', ''],
])('%j is shown as %j', (text, shown) => {
  expect(showText(text)).toBe(shown);
});

test('a name of 10 kB is cut, and never through a character', () => {
  expect(showText('x'.repeat(10_000), 20)).toBe(`${'x'.repeat(20)}…`);
  expect(showText('😀'.repeat(5000), 3)).toBe('😀…');
});

test('whatever goes in, nothing unseen comes out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(isPrintable(showText(text).replaceAll('\u200d', ''))).toBe(true);
    }),
  );
});

test('ids are shortened to where they differ', () => {
  expect(shortId('11acdca2075db000')).toBe('…5db000');
  expect(shortId('b1')).toBe('b1');
});
