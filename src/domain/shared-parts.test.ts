import { expect, test } from 'vitest';
import { aGrant, aToken } from '#test/tokens';
import { SharedParts } from './shared-parts.ts';
import type { Token } from './token.ts';

const telemetry = { id: 'b1', name: 'telemetry' };
/** As it comes from another process: all of it is a copy. */
const part = (...tokens: Token[]) => structuredClone(tokens);

test('parts of a list share the grants that say the same, and no token says anything else than before', () => {
  const tokens = [
    aToken({ id: '1', grants: [aGrant('read', 'buckets', telemetry)] }),
    aToken({ id: '2', grants: [aGrant('read', 'buckets', telemetry)] }),
    aToken({ id: '3', grants: [aGrant('write', 'buckets', telemetry)] }),
    aToken({ id: '4', grants: [aGrant('read', 'buckets', { ...telemetry, name: 'called otherwise' })] }),
    aToken({ id: '5', orgName: undefined, ownerName: undefined, grants: [] }),
  ];
  const parts = new SharedParts();
  const came = [part(...tokens), part(...tokens)];
  for (const each of came) parts.share(each);
  const [one = [], other = []] = came;

  expect(came).toEqual([tokens, tokens]);
  expect(one[0]?.grants).toBe(one[1]?.grants);
  expect(one.map(({ grants }, at) => grants === other[at]?.grants)).toEqual([true, true, true, true, true]);
  expect(new Set(one.map(({ grants }) => grants)).size).toBe(4);
});
