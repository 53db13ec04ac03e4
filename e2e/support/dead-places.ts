import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Place {
  url: string;
  close(): void;
}

/** A place that does with each connection as it is told. */
export async function placeThat(does: (socket: Socket) => void): Promise<Place> {
  const sockets = new Set<Socket>();
  const server: NetServer = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    does(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A port that was free a moment ago, and that nobody listens on. */
export async function closedPlace(): Promise<Place> {
  const place = await placeThat(() => undefined);
  place.close();
  return { ...place, close: () => undefined };
}

/** What a person reads of a place where nobody listens, and of one that never answers. */
export const REFUSED = 'Nothing answers at this address: connection refused';
export const SILENT = 'The server took too long';

/** Answers whoever connects with a page, as a proxy or a router does. */
export function saysWebPage(socket: Socket): void {
  socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<p>hello</p>');
}

/** Answers whoever connects that something is broken inside. */
export function saysBroken(socket: Socket): void {
  const body = JSON.stringify({ code: 'internal error', message: 'something is broken' });
  socket.end(
    `HTTP/1.1 500 Internal Server Error\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}
