import type { ReceivedRequest } from '../../src/sample/serve.ts';

/** The requests that could have changed something, as `METHOD path`. */
export function writesTo(server: { requests: readonly ReceivedRequest[] }): string[] {
  return server.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
}
