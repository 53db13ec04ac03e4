import { X509Certificate } from 'node:crypto';
import { createSecureContext, rootCertificates, TLSSocket } from 'node:tls';
import type { Agent } from 'undici';
import { undici } from './undici.ts';
import { Failure } from '#contract/failure';
import { certificateEnd } from './certificate-end.ts';
import type { Limits } from './limits.ts';

/** The sockets to one server, and what is known of them. */
export interface Sockets {
  /** Made at the first request. */
  agent: () => Promise<Agent>;
  /** Ends what runs and closes all of them. */
  close: () => void;
  /** Did this error end the try to connect, so that nothing of a request was sent? */
  failedToConnect: (error: unknown) => boolean;
  /**
   * When the first certificate ends that the last TLS connection was proved by, in ms since 1970; see `certificateEnd`.
   */
  certificateEndsAt: () => number | undefined;
  /** The protocol that the last TLS connection agreed on, e.g. 'TLSv1.3'. */
  tlsProtocol: () => string | undefined;
}

interface SocketOptions {
  limits: Limits;
  /** PEM text of an own CA, trusted beside the usual ones. */
  ca?: string;
  /**
   * 'kept': sockets serve several requests. 'fresh': each request gets a new one, so that a stale socket never swallows
   * it.
   */
  reuse: 'kept' | 'fresh';
}

/** Opens no socket yet; a Failure 'invalid' when the CA is no PEM certificate. */
export function openSockets({ limits, ca, reuse }: SocketOptions): Sockets {
  const secureContext = ca === undefined ? undefined : contextWith(ca);
  const failed = new WeakSet<object>();
  const seen: Seen = {};
  let opened: Promise<Agent> | undefined;

  const open = async (): Promise<Agent> => {
    const { Agent, buildConnector } = await undici();
    const connect = buildConnector({
      // SECURITY: said out loud for every connection, so that no environment variable and no default can turn it off.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      timeout: limits.connectMs,
      allowH2: false,
      ...(secureContext && { secureContext }),
    });
    return new Agent({
      connect(options, done) {
        connect(options, (...result) => {
          const [error, socket] = result;
          if (error) failed.add(error);
          else if (socket instanceof TLSSocket) look(socket, seen);
          done(...result);
        });
      },
      connections: 6,
      pipelining: reuse === 'kept' ? 1 : 0,
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.idleMs,
    });
  };
  return {
    agent: () => (opened ??= open()),
    close: () => void opened?.then((agent) => agent.destroy()),
    failedToConnect: (error) => typeof error === 'object' && error !== null && failed.has(error),
    certificateEndsAt: () => seen.certificate && certificateEnd(seen.certificate),
    tlsProtocol: () => seen.protocol,
  };
}

/** What the last TLS connection showed. */
interface Seen {
  protocol?: string | undefined;
  certificate?: X509Certificate;
}

function look(socket: TLSSocket, seen: Seen): void {
  seen.protocol = socket.getProtocol() ?? undefined;
  const certificate = socket.getPeerX509Certificate();
  if (certificate) seen.certificate = certificate;
}

/** Made once: each TLS connection would parse all the roots again. */
function contextWith(ca: string) {
  try {
    // A context would take any text without a word, and this does not.
    new X509Certificate(ca);
    return createSecureContext({ ca: trustedWith(ca), minVersion: 'TLSv1.2' });
  } catch {
    throw new Failure({ kind: 'invalid', field: 'ca', reason: 'form' });
  }
}

/** The usual roots and an own CA beside them. */
export function trustedWith(ca: string): string[] {
  return [...rootCertificates, ca];
}
