import { expect, test } from 'vitest';
import { isPoint, pointLines } from './points.ts';

test('blank lines and comments are no points', () => {
  expect(pointLines('# head\n\n cpu load=0.5\r\n \nmem used=1i')).toEqual(['cpu load=0.5', 'mem used=1i']);
});

test.each([
  ['cpu load=0.5', true],
  ['cpu,host=a\\ b,path=C:\\dir load="0 5 \\" 6",n=1i 1700000000', true],
  ['cpu', false],
  ['cpu load', false],
  ['cpu\\ load=0.5', false],
  [',host=a load=1', false],
  ['cpu "load=1', false],
])('%s: %s', (line, expected) => {
  expect(isPoint(line)).toBe(expected);
});

test('a line of backslashes is looked at once', () => {
  const backslashes = '\\'.repeat(100_001);
  const start = performance.now();
  expect(isPoint(`a=${backslashes}`)).toBe(false);
  expect(isPoint(`a= "${backslashes}`)).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
});
