import { expect, test } from 'vitest';
import { jwt } from '#test/jwt';
import { Secret } from './secret.ts';

test('S4.5 a JWT tells when it runs out, and nothing else does', () => {
  const inAnHour = Math.floor(Date.now() / 1000) * 1000 + 3_600_000;
  expect(Math.abs((new Secret(jwt({ exp: 3600 })).endsAt() ?? 0) - inAnHour)).toBeLessThan(2_000);
  const others = [jwt({}), 'M.V1.abc', 'a.b.c', `x.${Buffer.from('null').toString('base64url')}.y`, 'apiv1_x', ''];
  expect(others.map((text) => new Secret(text).endsAt())).toEqual(others.map(() => undefined));
});

test('a form is told without the text', () => {
  expect(new Secret('apiv1_abc').isLike(/^apiv\d+_/)).toBe(true);
  expect(new Secret('M.V1.abc').isLike(/^apiv\d+_/)).toBe(false);
});
