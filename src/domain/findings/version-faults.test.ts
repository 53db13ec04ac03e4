import { expect, test } from 'vitest';
import { faultsOf, VERSION_FAULTS } from './version-faults.ts';

const CORE = 'InfluxDB 3 Core';
const ENTERPRISE = 'InfluxDB 3 Enterprise';

test.each(VERSION_FAULTS)('$product from $from to before $before: $fault', ({ product, from, before, fault }) => {
  expect(faultsOf(product, from)).toContain(fault);
  expect(faultsOf(product, `v${before}`)).not.toContain(fault);
});

test.each([
  ['InfluxDB OSS', 'v2.9.1', 0],
  ['InfluxDB OSS', '2.0.8', 1],
  ['InfluxDB 3', '3.0.2', 1],
  [CORE, '3.0.3', 0],
  [CORE, '3.9.2', 2],
  [CORE, '3.11.0', 1],
  [CORE, '3.11.1', 0],
  [ENTERPRISE, '3.5.0', 4],
  [ENTERPRISE, '3.8.3', 3],
  [ENTERPRISE, '3.8.4', 2],
  [ENTERPRISE, '4.0.0', 0],
  ['InfluxDB Clustered', '3.0.0', 0],
  ['InfluxDB Cloud Serverless', '', 0],
])('%s %s has %i known faults', (product, version, count) => {
  expect(faultsOf(product, version)).toHaveLength(count);
});

test('what only Enterprise can do wrong is not told of Core', () => {
  expect(faultsOf(CORE, '3.5.0').join()).not.toContain('delete');
  expect(faultsOf(ENTERPRISE, '3.5.0').join()).toContain('may delete it too');
});
