import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Answer } from './call.ts';
import type { Version } from './versions.ts';

/** Go's server tells a body's length up to this many bytes, and sends longer ones in chunks. */
const COUNTED = 2048;

/** Sends an answer with the headers that stand on every answer. */
export function sendAnswer(res: ServerResponse, { version }: Version, answer: Answer): Promise<void> {
  return sendWith(res, { 'x-influxdb-build': 'OSS', 'x-influxdb-version': version }, answer);
}

/** Sends an answer with other headers that stand on every answer. A long body waits for the client as it goes. */
export async function sendWith(
  res: ServerResponse,
  standing: Readonly<Record<string, string>>,
  { status, headers, body }: Answer,
): Promise<void> {
  res.writeHead(status, { ...standing, ...headers, ...length(status, body) });
  if (typeof body === 'string') {
    res.end(body);
    return;
  }
  for (const part of body) {
    if (!res.write(part)) await drained(res);
    if (res.destroyed) return;
  }
  res.end();
}

function length(status: number, body: Answer['body']): Record<string, string> {
  if (status === 204 || typeof body !== 'string') return {};
  const bytes = Buffer.byteLength(body);
  return bytes <= COUNTED ? { 'content-length': String(bytes) } : {};
}

/** Resolves when the client has taken what was sent, or is gone. */
async function drained(res: ServerResponse): Promise<void> {
  const gone = new AbortController();
  await Promise.race([
    once(res, 'drain', { signal: gone.signal }),
    once(res, 'close', { signal: gone.signal }),
  ]).finally(() => gone.abort());
}
