import { expect, test } from 'vitest';
import { z } from 'zod';
import { shared } from './define.ts';

const Row = z.object({ grants: shared(z.array(z.object({ action: z.enum(['read', 'write']) }))) });

test('B9 what rows share is checked, loses unknown keys, and stays one object', () => {
  const grants = [{ action: 'read' as const, token: 'secret' }];

  const [first, second, other] = z.array(Row).parse([{ grants }, { grants }, { grants: [...grants] }]);

  expect(first?.grants).toEqual([{ action: 'read' }]);
  expect(second?.grants).toBe(first?.grants);
  expect(other?.grants).not.toBe(first?.grants);
});

test.each([[[{ action: 'delete' }]], ['text'], [null], [undefined]])(
  'B9 a shared part that is %j is refused',
  (grants) => {
    expect(Row.safeParse({ grants }).success).toBe(false);
    expect(Row.safeParse({ grants }).success).toBe(false);
  },
);
