import { expect, test } from 'vitest';
import { isShort } from './import.ts';

test('a passphrase has twelve characters at least, and a sign of two code units is one of them', () => {
  expect(['x'.repeat(11), 'x'.repeat(12), '🔑'.repeat(11), '🔑'.repeat(12)].map(isShort)).toEqual([
    true,
    false,
    true,
    false,
  ]);
});
