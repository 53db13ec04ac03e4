import { expect, test } from 'vitest';
import { Secret } from '#main/secret';
import type { ImportEntry } from './entry.ts';
import { type Saved, standings } from './preview.ts';

const anEntry = (facts: Partial<ImportEntry> = {}): ImportEntry => ({
  name: 'prod',
  address: 'https://prod.example',
  credential: new Secret('canary-one'),
  ...facts,
});

const aSaved = (facts: Partial<Saved> = {}): Saved => ({
  id: 'c1',
  name: 'prod',
  address: 'https://prod.example',
  environment: 'production',
  note: 'Organization: acme\nask Eva',
  token: new Secret('canary-one'),
  ...facts,
});

const standing = (entry: Partial<ImportEntry>, ...saved: Partial<Saved>[]) =>
  standings([anEntry(entry)], saved.map(aSaved))[0];

test('an entry that leads nowhere known is new', () => {
  expect(standing({}, { address: 'https://other.example' })).toEqual({ state: 'new' });
  expect(standing({ clusterId: 'c2', accountId: 'a' }, { clusterId: 'c1', accountId: 'a' })).toEqual({ state: 'new' });
});

test('an entry that says nothing else is the same; what it does not say is not compared', () => {
  expect(standing({ note: 'Organization: acme' }, {})).toEqual({ state: 'same', connectionId: 'c1' });
  expect(standing({ credential: undefined }, {})).toEqual({ state: 'same', connectionId: 'c1' });
});

test.each([
  [{ credential: new Secret('canary-two') }, ['token']],
  [
    { name: 'main', environment: 'staging', note: 'else', colour: 'red', ca: 'PEM' },
    ['name', 'environment', 'colour', 'note', 'ca'],
  ],
])('what an entry says otherwise is named: %#', (entry, fields) => {
  expect(standing(entry, {})).toEqual({ state: 'different', connectionId: 'c1', fields });
});

test('a second token for one server is another connection, and one for a connection without a token is its own', () => {
  const second = { name: 'reader', credential: new Secret('canary-two') };
  expect(standing(second, {})).toEqual({ state: 'new' });
  expect(standing(second, { token: null })).toMatchObject({ state: 'different', fields: ['name', 'token'] });
});

test('of several connections to one place, the one with the same token is meant, then the one with the same name', () => {
  const reader = { id: 'c2', name: 'reader', token: new Secret('canary-two') };
  expect(standing({ credential: new Secret('canary-two') }, {}, reader)).toMatchObject({
    connectionId: 'c2',
    fields: ['name'],
  });
  expect(standing({ credential: new Secret('canary-three') }, reader, {})).toMatchObject({
    connectionId: 'c1',
    fields: ['token'],
  });
});

test('a token that cannot be read now is not called another one', () => {
  expect(standing({}, { token: undefined })).toEqual({ state: 'same', connectionId: 'c1' });
});
