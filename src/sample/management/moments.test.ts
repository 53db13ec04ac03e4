import { expect, test } from 'vitest';
import { rfc3339 } from '#sample/influx2/time';
import { parseRfc3339 } from './moments.ts';

test.each([
  ['2030-01-01T00:00:00Z', '2030-01-01T00:00:00Z'],
  ['2030-01-01T02:00:00.5+02:00', '2030-01-01T00:00:00.5Z'],
  ['2023-05-17T19:40:04.245127Z', '2023-05-17T19:40:04.245127Z'],
  ['2023-05-17T19:40:04.123456789-00:30', '2023-05-17T20:10:04.123456789Z'],
])('%s is the moment %s', (text, same) => {
  expect(rfc3339(parseRfc3339(text)!)).toBe(same);
});

test.each(['', 'tomorrow', '2030-01-01', '2030-01-01T00:00:00', '2030-02-30T00:00:00Z', '2030-01-01T00:00:00+0200'])(
  '%j is none',
  (text) => {
    expect(parseRfc3339(text)).toBeUndefined();
  },
);
