import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Refusal, type Answer } from './call.ts';
import { REGENERATE, send } from './server.ts';
import { newSecret, type State } from './state.ts';
import { made } from './token-routes.ts';

/** Where the recovery listener listens, and with which certificate. */
interface RecoveryOptions {
  host: string;
  /** 0 takes a free port. */
  port: number;
  tls?: { key: string; cert: string };
}

/**
 * The port of `--admin-token-recovery-http-bind`: it asks nobody who they are, and closes once it has given a token.
 */
export class RecoveryListener {
  readonly #state: State;
  readonly #options: RecoveryOptions;
  readonly #server: Server;
  #url?: string;

  constructor(state: State, options: RecoveryOptions) {
    this.#state = state;
    this.#options = options;
    const onRequest = (req: IncomingMessage, res: ServerResponse) => this.#answer(req, res);
    this.#server = options.tls
      ? createSecureServer({ ...options.tls, minVersion: 'TLSv1.2' }, onRequest)
      : createServer(onRequest);
    this.#server.keepAliveTimeout = 0;
  }

  /** Absent until it listens. */
  get url(): string | undefined {
    return this.#url;
  }

  /** Rejects when the port is taken. */
  async open(): Promise<void> {
    const { host, port, tls } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    const address = this.#server.address() as AddressInfo;
    this.#url = `${tls ? 'https' : 'http'}://${host}:${address.port}`;
  }

  /** Also when it is closed already. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #answer(req: IncomingMessage, res: ServerResponse): void {
    req.resume();
    const { status, body } = this.#regenerated(`${req.method ?? ''} ${req.url ?? ''}`);
    // Nothing but status and body is taken over from the handler: no content type here.
    send(res, { status, headers: { 'access-control-allow-origin': '*' }, body });
    if (status === 201) this.#server.close();
  }

  #regenerated(request: string): Answer {
    try {
      if (request !== `POST ${REGENERATE}`) throw new Refusal(404, 'not found');
      if (this.#state.withoutAuth) throw new Refusal(500, 'missing admin token, cannot update');
      const secret = newSecret();
      return made(this.#state.regenerateOperator(secret), secret);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }
}
