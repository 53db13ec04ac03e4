import { expect, test } from 'vitest';
import { Secret } from '#main/secret';
import { influxctlProfile } from './influxctl-snippet.ts';
import { readSource } from './read.ts';

const PLANT = { name: 'plant "3"', address: 'https://influx.plant.example:8086' };

test('S4.11 S4.14 a connection becomes a profile with the keys of the vendor: a host without scheme, a port that is a text', () => {
  expect(influxctlProfile(PLANT)).toBe(`# mgmt_token is left out: add it below, or log in when influxctl asks.
[[profile]]
name = "plant \\"3\\""
product = "clustered"
host = "influx.plant.example"
port = "8086"
`);
});

test('S4.13 the management token stands in it only on purpose', () => {
  const token = new Secret('canary-management');
  expect(influxctlProfile(PLANT)).not.toContain('canary');
  expect(influxctlProfile(PLANT, token)).toContain('\nmgmt_token = "canary-management"\n');
});

test('a server without encryption and one of Cloud Dedicated say so in its words', () => {
  expect(influxctlProfile({ ...PLANT, address: 'http://10.0.0.5' })).toMatch(
    /port = "80"\n+\[profile\.tls\]\ndisable = true/,
  );
  const text = influxctlProfile({
    name: 'd',
    address: 'https://console.influxdata.com',
    accountId: 'a',
    clusterId: 'c',
  });
  expect(text).toContain('product = "dedicated"\naccount_id = "a"\ncluster_id = "c"');
});

test.each(['https://a.example', 'http://a.example:8080', 'https://console.influxdata.com/accounts/a/clusters/c'])(
  'S4.15 what was written is read back as it was: %s',
  (address) => {
    const ids = address.includes('console') ? { accountId: 'a', clusterId: 'c' } : {};
    const { entries, problems } = readSource(
      'influxctl',
      influxctlProfile({ name: 'n', address, ...ids }, new Secret('t')),
    );
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([{ name: 'n', address, ...ids }]);
    expect(entries[0]?.credential?.reveal()).toBe('t');
  },
);
