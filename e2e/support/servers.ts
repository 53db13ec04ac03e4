import type { Product } from '../../src/sample/family.ts';
import type { ReceivedRequest } from '../../src/sample/serve.ts';

/** One server of each kind, two of OSS. */
export const SIX_KINDS: readonly Product[] = [
  'oss-2.9',
  'oss-2.7',
  'core-3.10',
  'enterprise-3.10',
  'serverless',
  'clustered',
];

/** The requests that could have changed something, as `METHOD path`. */
export function writesTo(server: { requests: readonly ReceivedRequest[] }): string[] {
  return server.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
}
