import { describe, expect, test } from 'vitest';
import { endWords, whyNoChange, whyNoEnd } from './end-words.ts';

describe('the end of a token', () => {
  test('where tokens are revoked, the words say that the row stays and that nothing brings it back', () => {
    const words = endWords({ end: 'revoke' });
    expect(words.verb).toBe('Revoke');
    expect(words.means).toMatch(/cannot be undone.*keeps the token as a revoked one/);
    expect(endWords({ end: 'delete' }).means).not.toMatch(/revoked/);
  });

  test.each([
    [{ status: 'revoked', kind: 'database' }, /already/],
    [{ status: 'active', kind: 'operator' }, /operator token/],
  ] as const)('%j can have none, and says why', (token, why) => {
    expect(whyNoEnd(token)).toMatch(why);
  });

  test.each([
    { status: 'active', kind: 'admin' },
    { status: 'expired', kind: 'database' },
    { status: 'inactive' },
  ] as const)('%j can have one', (token) => {
    expect(whyNoEnd(token)).toBeUndefined();
  });
});

describe('what a server cannot change of a token says why', () => {
  const none: Parameters<typeof whyNoChange>[0] = { changes: [], label: 'name', end: 'delete', expiry: true };

  test.each([
    ['description', /keeps its name/],
    ['status', /until it expires or is deleted/],
    ['grants', /replace .* then delete it/],
  ] as const)('%s', (part, why) => {
    expect(whyNoChange(none, part)).toMatch(why);
    expect(whyNoChange({ ...none, changes: [part] }, part)).toBeUndefined();
  });
});
