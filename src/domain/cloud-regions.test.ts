import { expect, test } from 'vitest';
import { CLOUD_REGIONS, isCloudLogin } from './cloud-regions.ts';

test('S3.14 the host of the vendor’s samples is where people log in, and no region', () => {
  expect(isCloudLogin('https://cloud2.influxdata.com')).toBe(true);
  expect(CLOUD_REGIONS.length).toBeGreaterThan(5);
  for (const { address } of CLOUD_REGIONS) {
    expect(new URL(address).origin).toBe(address);
    expect(isCloudLogin(address)).toBe(false);
  }
  expect(isCloudLogin('https://cloud2.influxdata.com.example.com')).toBe(false);
});
