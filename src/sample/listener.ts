import { createServer, type RequestListener, type Server } from 'node:http';
import {
  createSecureServer as createHttp2Secure,
  createServer as createHttp2,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import { createServer as createSecureServer } from 'node:https';
import type { Server as NetServer, Socket } from 'node:net';

/** What a listener speaks. */
interface ListenerOptions {
  /** PEM texts. */
  tls?: { key: string; cert: string };
  /** HTTP/2 too, without TLS to whoever begins with it, as gRPC does. */
  http2?: boolean;
}

/** No `Keep-Alive` header: neither Go's nor Rust's server sends one. */
const PATIENCE = { keepAliveTimeout: 0, requestTimeout: 0 };

/** What every connection in HTTP/2 begins with. */
const PREFACE = 'PRI ';

/** A server for these requests that does not listen yet, with what ends it and all its connections. */
export function createListener(
  options: ListenerOptions,
  onRequest: RequestListener,
): { server: NetServer; end: () => Promise<void> } {
  const server = options.http2 ? bothVersions(options, onRequest) : firstVersion(options, onRequest);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const end = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { server, end };
}

function firstVersion({ tls }: ListenerOptions, onRequest: RequestListener): Server {
  const server = tls ? createSecureServer({ ...tls, minVersion: 'TLSv1.2' }, onRequest) : createServer(onRequest);
  return Object.assign(server, PATIENCE);
}

/** With TLS the two agree on a version; without, the first bytes tell which one it is. */
function bothVersions({ tls }: ListenerOptions, onRequest: RequestListener): NetServer {
  const onAny = eitherVersion(onRequest);
  if (tls)
    return Object.assign(createHttp2Secure({ ...tls, allowHTTP1: true, minVersion: 'TLSv1.2' }, onAny), PATIENCE);
  const first = firstVersion({}, onRequest);
  const second = createHttp2(onAny);
  const answering = first.listeners('connection');
  first.removeAllListeners('connection');
  first.on('connection', (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (chunk: Buffer) => {
      socket.pause();
      socket.unshift(chunk);
      if (chunk.toString('latin1').startsWith(PREFACE)) second.emit('connection', socket);
      else for (const listener of answering) listener.call(first, socket);
      process.nextTick(() => socket.resume());
    });
  });
  return first;
}

type Http2Listener = (req: Http2ServerRequest, res: Http2ServerResponse) => void;

/** Node's requests and answers of HTTP/2 have what those of HTTP/1.1 have, as far as a sample uses it. */
function eitherVersion(onRequest: RequestListener): Http2Listener {
  return (req, res) => Reflect.apply(onRequest, undefined, [req, res]) as void;
}
