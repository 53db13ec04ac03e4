import { expect, test } from 'vitest';
import { ACME, GLOBEX, aGrant, operatorSet, someResources } from '#test/tokens';
import { namesOf } from './names.ts';
import { rightsTree } from './rights-tree.ts';

const names = namesOf(someResources());

test('rights stand by type, the widest first, reading and writing together', () => {
  const tree = rightsTree(
    [
      aGrant('read', 'flows', { orgId: ACME }),
      aGrant('write', 'tasks', { id: 't1', orgId: ACME }),
      aGrant('write', 'buckets', { id: 'b1', orgId: ACME }),
      aGrant('read', 'buckets', { id: 'b2', orgId: ACME }),
      aGrant('read', 'buckets', { id: 'b1' }),
      aGrant('read', 'buckets', { orgId: GLOBEX }),
      aGrant('read', 'buckets'),
      aGrant('read', 'buckets', { id: 'gone', orgId: ACME }),
      aGrant('read', 'users', { orgId: ACME }),
    ],
    names,
  );
  const lines = tree.map(({ label, items }) => [
    label,
    ...items.map(
      (item) =>
        `${item.label}:${item.read ? 'r' : ''}${item.write ? 'w' : ''}${item.dead ? ' dead' : ''}${item.never ? ' never' : ''}`,
    ),
  ]);
  expect(lines).toEqual([
    [
      'Buckets',
      'All buckets, in every organization:r',
      'All buckets in globex:r',
      'bucket gone:r dead',
      'downsampled:r',
      'telemetry:rw',
    ],
    ['Tasks', 'task t1:w'],
    ['Users', 'All users in acme:r never'],
    ['flows', 'All flows in acme:r'],
  ]);
});

test('the whole server stands first', () => {
  expect(rightsTree([...operatorSet(), aGrant('read', 'instance')])[0]?.items[0]?.label).toBe(
    'Everything on the server',
  );
});

test('an operator token has one line for each type', () => {
  expect(rightsTree(operatorSet()).map(({ items }) => items.length)).toEqual(Array.from({ length: 22 }, () => 1));
});

test('10,000 grants become a tree quickly', () => {
  const grants = Array.from({ length: 10_000 }, (_, index) =>
    aGrant('read', 'buckets', { id: `b${index}`, orgId: ACME, name: `bucket ${index}` }),
  );
  const start = performance.now();
  expect(rightsTree(grants)[0]?.items[9_999]?.label).toBe('bucket 9999');
  expect(performance.now() - start).toBeLessThan(1000);
});
