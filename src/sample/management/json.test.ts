import { expect, test } from 'vitest';
import { parseJson, toJson } from './json.ts';

test('integers go out and come in with all their digits', () => {
  const text = '{"year":31536000000000000,"odd":9007199254740993,"most":9223372036854775807,"low":-9007199254740993}';

  expect(parseJson(text)).toEqual({
    year: 31_536_000_000_000_000n,
    odd: 9_007_199_254_740_993n,
    most: 9_223_372_036_854_775_807n,
    low: -9_007_199_254_740_993n,
  });
  expect(toJson({ year: 31_536_000_000_000_000n, odd: 9_007_199_254_740_993n })).toBe(
    '{"year":31536000000000000,"odd":9007199254740993}',
  );
});

test('all else is JSON as everywhere', () => {
  const value = { text: 'a "9007199254740993" \\ \n ॐ', list: [1, 2.5, -1e3, true, null, []], none: undefined };

  expect(toJson(value)).toBe(JSON.stringify(value));
  expect(parseJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
  expect(() => parseJson('{"a":1,}')).toThrow(SyntaxError);
});
