import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './call.ts';
import { dataAnswer } from './data-plane.ts';
import { managementAnswer } from './management-api.ts';
import type { State } from './state.ts';

/** Answers one request: below `/api/v0` as the management API, else as the cluster itself. */
export async function serve(state: State, req: IncomingMessage, res: ServerResponse, body: Buffer): Promise<void> {
  await send(res, answer(state, req, body));
}

function answer(state: State, req: IncomingMessage, body: Buffer): Answer {
  const { method = 'GET', headers } = req;
  const [rawPath = '', ...words] = (req.url ?? '/').split('?');
  const path = rawPath.replace(/(?<=.)\/+$/, '');
  const [, api, version, ...parts] = path.split('/');
  if (api === 'api' && version === 'v0')
    return managementAnswer(state, { method, parts, authorization: headers.authorization, body });
  return dataAnswer(state, { method, path, query: new URLSearchParams(words.join('?')), headers, body });
}

/** A long body waits for the client as it goes. */
async function send(res: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  if (typeof body !== 'string') {
    res.writeHead(status, headers);
    await pipeline(Readable.from(body), res);
    return;
  }
  const length: Record<string, string> = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  res.writeHead(status, { ...headers, ...length });
  res.end(body);
}
