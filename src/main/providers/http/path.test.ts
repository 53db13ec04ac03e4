import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsOf } from '#contract/failure';
import { baseOf, pathOf, shownLocation, urlOf, type Path } from './path.ts';

const path = pathOf(/[0-9a-fA-F]{16}/);
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('0a/../../setup', '..', '%2e%2e', '//evil.example', 'x\r\nX: y', '', '?', '#'),
);

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    expect(factsOf(error)).toMatchObject({ kind: 'invalid', field: 'id' });
    return undefined;
  }
}

test('G13 an id that is not one of the server never becomes part of an address', () => {
  fc.assert(
    fc.property(anyText, (id) => {
      const built = tried(() => path`/api/v2/authorizations/${id}`);
      expect(built === undefined).toBe(!/^[0-9a-fA-F]{16}$/.test(id));
    }),
  );
});

test('G13 whatever ids and queries are given, the address stays on the origin and in the form of its template', () => {
  const hex = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdefABCDEF')),
    minLength: 16,
    maxLength: 16,
  });
  const bases = fc.constantFrom(
    'https://influx.example',
    'http://10.0.0.1:8086',
    'https://[::1]:8086/behind/a/proxy',
    'https://bücher.example/x',
  );
  fc.assert(
    fc.property(bases, hex, fc.dictionary(fc.string(), fc.string()), (address, id, query) => {
      const base = baseOf(address);
      const url = urlOf(base, path`/api/v2/authorizations/${id}`, query);
      expect(url.origin).toBe(new URL(address).origin);
      expect(url.pathname).toBe(`${base.prefix}/api/v2/authorizations/${id}`);
      expect(url.hash).toBe('');
    }),
  );
});

test.each(['/../secret' as Path, '/a/%2e%2e/b' as Path, '@evil.example' as Path, '/a?b' as Path])(
  'G13 a built address that leads elsewhere is refused: %s',
  (crooked) => {
    expect(() => urlOf(baseOf('https://influx.example'), crooked)).toThrow('invalid');
  },
);

test.each(['https://user:pass@h', 'https://h/?token=x', 'https://h/#x', 'ftp://h', 'h:8086', '', 'http://'])(
  'an address that is no plain http or https one is refused: %s',
  (address) => {
    expect(() => baseOf(address)).toThrow('invalid');
  },
);

test('a base keeps its path prefix, without slashes at its end', () => {
  expect(baseOf('https://proxy.example:8443/influx//')).toEqual({
    origin: 'https://proxy.example:8443',
    host: 'proxy.example:8443',
    prefix: '/influx',
  });
});

test('G4 a location is shown without user and password', () => {
  const from = new URL('https://influx.example/api/v2/me');
  expect(shownLocation('https://me:secret@login.example/x', from)).toBe('https://login.example/x');
  expect(shownLocation('/login', from)).toBe('https://influx.example/login');
  expect(shownLocation('http://[', from)).toBe('');
});

test.each([
  ['https://console.example/accounts/a-1/clusters/c-2', '', { accountId: 'a-1', clusterId: 'c-2' }],
  ['https://console.example/api/v0/accounts/a/clusters/c/', '', { accountId: 'a', clusterId: 'c' }],
  ['https://proxy.example/influx/accounts/a/clusters/c', '/influx', { accountId: 'a', clusterId: 'c' }],
  ['https://cluster.example/api/v0', '', undefined],
  ['https://proxy.example/accounts/a/clusters/c/more', '/accounts/a/clusters/c/more', undefined],
  [`https://proxy.example/accounts/a/clusters/${'c'.repeat(65)}`, `/accounts/a/clusters/${'c'.repeat(65)}`, undefined],
])('the cluster that an address names is no part of its prefix: %s', (address, prefix, cluster) => {
  expect(baseOf(address)).toMatchObject({ prefix, ...(cluster && { cluster }) });
  expect(baseOf(address).cluster).toEqual(cluster);
});

test('a cluster beside the address counts where the address names none', () => {
  const beside = { accountId: 'x', clusterId: 'y' };
  expect(baseOf('https://console.example', beside).cluster).toEqual(beside);
  expect(baseOf('https://console.example/accounts/a/clusters/c', beside).cluster?.clusterId).toBe('c');
});
