import { expect, test } from 'vitest';
import { aToken } from '#test/tokens';
import type { Server } from './server.ts';
import { exportedSnapshot, readExportedSnapshot } from './snapshot-file.ts';
import type { Snapshot } from './snapshot.ts';

const FACTS = {
  readAt: 5,
  firstAt: 5,
  readings: 1,
  tokens: 1,
  completeness: 'every-token' as const,
  unreadable: 0,
  v1: 'absent' as const,
  address: 'http://a:8086',
  product: 'InfluxDB OSS',
  version: '2.9.1',
};

const aSnapshot = (tokens = [aToken()]): Snapshot => {
  const loose = readExportedSnapshot(JSON.stringify({ format: 'token-explorer-snapshot', tokens: [] }));
  const server: Server = { ...loose!.server, product: FACTS.product, version: FACTS.version };
  return { facts: { ...FACTS, tokens: tokens.length }, server, tokens };
};

test('what was exported is read again', () => {
  const snapshot = aSnapshot([aToken(), aToken({ id: 'b', own: 'yes' })]);
  const read = readExportedSnapshot(exportedSnapshot(snapshot, { name: 'prod', exportedAt: 9 }));
  expect(read).toMatchObject({
    name: 'prod',
    secrets: 0,
    unreadable: 0,
    facts: FACTS.readAt ? { ...FACTS, tokens: 2 } : {},
  });
  expect(read?.tokens).toEqual(snapshot.tokens.map((token) => ({ ...token, own: 'unknown', unread: undefined })));
});

test('a value is never taken over, wherever it stands in a token, and is counted', () => {
  const tokens = [
    { ...aToken(), token: 'SECRET-1', hashedToken: 'SECRET-2' },
    { id: 'b', value: 'SECRET-3', secret: 'SECRET-4' },
  ];
  const read = readExportedSnapshot(JSON.stringify({ format: 'token-explorer-snapshot', tokens }));
  expect(read?.secrets).toBe(4);
  expect(JSON.stringify(read)).not.toContain('SECRET');
});

test('what looks like a value inside a description is cleaned on both ways', () => {
  const value = `apiv3_${'x'.repeat(40)}`;
  const two = `${'y'.repeat(86)}==`;
  const tokens = [aToken({ description: `a ${value}` }), aToken({ id: 'b', description: `token janitor ${two}` })];
  const text = exportedSnapshot(aSnapshot(tokens), { name: '', exportedAt: 0 });
  expect(text).not.toContain(value);
  expect(text).not.toContain(two);
  const read = readExportedSnapshot(JSON.stringify({ format: 'token-explorer-snapshot', tokens }));
  expect(read?.tokens.map(({ description }) => description)).toEqual(['a [secret]', 'token janitor [secret]']);
});

test('types, kinds, products and states that are not known, and what is missing, break nothing', () => {
  const tokens = [
    { id: 'a' },
    {
      id: 'b',
      status: 'frozen',
      kind: 'emperor',
      createdAt: '2020',
      store: 'v9',
      grants: [
        { action: 'fly', type: 'kites' },
        { action: 'read', type: 'kites' },
      ],
    },
    { description: 'no id' },
    'no token',
  ];
  const facts = { readAt: 7, product: 'FluxBase 9', completeness: 'mostly' };
  const read = readExportedSnapshot(
    JSON.stringify({ format: 'token-explorer-snapshot', version: 8, facts, tokens, server: 5 }),
  );
  expect(read).toMatchObject({
    unreadable: 2,
    facts: { readAt: 7, product: 'FluxBase 9', completeness: 'unknown', tokens: 2 },
  });
  expect(read?.server.product).toBe('FluxBase 9');
  expect(read?.tokens[0]).toMatchObject({ id: 'a', description: '', grants: [], status: 'active' });
  expect(read?.tokens[1]).toMatchObject({
    grants: [{ action: 'read', type: 'kites' }],
    unread: ['{"action":"fly","type":"kites"}'],
  });
});

test.each(['', '{', '[]', '{"format":"other","tokens":[]}', '{"format":"token-explorer-snapshot"}'])(
  '“%s” is no snapshot',
  (text) => {
    expect(readExportedSnapshot(text)).toBeUndefined();
  },
);
