import { expect, test } from 'vitest';
import { copyFormats } from './secret-words.ts';

test('what reads buckets by the API of InfluxDB 2 is offered for servers with buckets only', () => {
  expect(copyFormats('buckets').map(({ as }) => as)).toContain('influx-config');
  expect(copyFormats('databases').map(({ as }) => as)).toEqual(['env', 'telegraf', 'kubernetes']);
});
