import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

/** A server that answers as a test says, and remembers what it was asked. */
export interface RawServer {
  url: string;
  port: number;
  /** `METHOD path` of every request. */
  asked: string[];
  requests: IncomingMessage[];
  /** How many sockets are open now. */
  sockets(): number;
  close(): Promise<void>;
}

export type Answerer = (req: IncomingMessage, res: ServerResponse) => unknown;

/** Starts one on a free loopback port; with `tls` it speaks https. */
export async function rawServer(answer: Answerer, tls?: ServerOptions): Promise<RawServer> {
  const asked: string[] = [];
  const requests: IncomingMessage[] = [];
  const take: Answerer = (req, res) => {
    asked.push(`${req.method ?? ''} ${req.url ?? ''}`);
    requests.push(req);
    return answer(req, res);
  };
  const server = tls
    ? createSecureServer(tls, (req, res) => void take(req, res))
    : createServer((req, res) => void take(req, res));
  return { ...(await listening(server, tls ? 'https' : 'http')), asked, requests };
}

/** Starts one that speaks no HTTP of its own: what it does with a socket is up to the test. */
export async function socketServer(onSocket: (socket: Socket) => void): Promise<RawServer> {
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  return { ...(await listening(server, 'http')), asked: [], requests: [] };
}

async function listening(server: Server, scheme: string) {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${scheme}://127.0.0.1:${port}`,
    sockets: () => open.size,
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      if (server.listening) await once(server, 'close');
    },
  };
}

/** Answers with JSON. */
export function json(res: ServerResponse, body: unknown, status = 200): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
