import { expect, test } from 'vitest';
import { addressWith, clusterIdProblem, clusterInConsole, consoleAddress } from './console-address.ts';

const ids = { accountId: '11111111-aaaa', clusterId: '22222222-bbbb' };

test('the address of a cluster in the console is made of its two ids, and taken apart again', () => {
  expect(consoleAddress(ids)).toBe('https://console.influxdata.com/accounts/11111111-aaaa/clusters/22222222-bbbb');
  expect(clusterInConsole(consoleAddress(ids))).toEqual(ids);
  expect(clusterInConsole(`${consoleAddress(ids)}/tokens`)).toEqual(ids);
});

test.each(['', 'a/../b', 'a b', 'x'.repeat(65)])('%j is no id, so that the address names no cluster', (clusterId) => {
  expect(consoleAddress({ ...ids, clusterId })).toBe('https://console.influxdata.com');
  expect(clusterIdProblem(clusterId, 'cluster')).toBeDefined();
});

test('only the console has clusters in its address', () => {
  expect(clusterInConsole('https://console.influxdata.com')).toEqual({ accountId: '', clusterId: '' });
  expect(clusterInConsole('https://console.influxdata.com.example.org/accounts/a/clusters/b')).toBeUndefined();
  expect(clusterInConsole('https://influx.example.com/accounts/a/clusters/b')).toBeUndefined();
});

test('ids beside the address of the console are written into it, and change no other address', () => {
  const other = { accountId: 'a', clusterId: 'c' };
  expect(addressWith('https://console.influxdata.com', ids)).toBe(consoleAddress(ids));
  expect(addressWith(consoleAddress(ids), {})).toBe(consoleAddress(ids));
  expect(addressWith(consoleAddress(ids), other)).toBe(consoleAddress(ids));
  expect(addressWith('https://console.influxdata.com', { accountId: 'a' })).toBe('https://console.influxdata.com');
  expect(addressWith('https://cluster.example', ids)).toBe('https://cluster.example');
});
