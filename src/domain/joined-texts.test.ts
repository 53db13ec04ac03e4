import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JoinedTexts } from './joined-texts.ts';

const aText = fc
  .array(fc.constantFrom('a', 'b', 'ab', 'ba', 'aab', ' ', 'ß'), { maxLength: 6 })
  .map((all) => all.join(''));

const having = (joined: JoinedTexts, typed: string, nth = 0) =>
  [...joined.find(typed, nth)].map((place) => place !== -1);

test('finds what each text has by itself, whatever was looked for before', () => {
  fc.assert(
    fc.property(fc.array(aText, { maxLength: 12 }), fc.array(aText, { maxLength: 8 }), (texts, searches) => {
      const joined = new JoinedTexts(texts);
      for (const typed of searches) expect(having(joined, typed)).toEqual(texts.map((text) => text.includes(typed)));
    }),
    { numRuns: 500 },
  );
});

test('finds what is typed letter by letter, and taken back, in two words at once', () => {
  const texts = ['te tele', 'telegraf', 'graf', '', 'teletelegraf'];
  const joined = new JoinedTexts(texts);
  for (const typed of ['t', 'te', 'tele', 'teleg', 'tele', 'telegraf', 'g', '']) {
    expect(having(joined, typed)).toEqual(texts.map((text) => text.includes(typed)));
    expect(having(joined, `gr${typed.slice(2)}`, 1)).toEqual(texts.map((text) => text.includes(`gr${typed.slice(2)}`)));
  }
});
