import type { FailureFacts } from '#contract/failure';

type TlsCause = Extract<FailureFacts, { kind: 'tls' }>['cause'];
type NetworkCause = Extract<FailureFacts, { kind: 'unreachable' }>['cause'];

const TLS_CAUSES: Record<string, TlsCause> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-ca',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-ca',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-ca',
  CERT_UNTRUSTED: 'unknown-ca',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'host-mismatch',
  HOSTNAME_MISMATCH: 'host-mismatch',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'old-protocol',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'old-protocol',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls-on-plain',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls-on-plain',
  ERR_SSL_HTTP_REQUEST: 'tls-on-plain',
};

const NETWORK_CAUSES: Record<string, NetworkCause> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EHOSTDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
};

const TIMEOUTS: Record<string, 'connect' | 'headers' | 'idle'> = {
  UND_ERR_CONNECT_TIMEOUT: 'connect',
  ETIMEDOUT: 'connect',
  UND_ERR_HEADERS_TIMEOUT: 'headers',
  UND_ERR_BODY_TIMEOUT: 'idle',
};

/** Where a call was when it broke. `answered` is what had come by then: the status and type of an answer that began. */
export interface Place {
  host: string;
  headerBytes: number;
  answered?: { status: number; contentType: string };
}

/** What a thrown error of sockets, TLS, HTTP parsing or decoding means, as facts. Its own text is never passed on. */
export function troubleOf(thrown: unknown, place: Place): FailureFacts {
  const error = innermost(thrown);
  const { host, answered } = place;
  const timeout = TIMEOUTS[error.code];
  if (timeout) return { kind: 'timeout', host, phase: timeout };
  const cause = tlsCause(error);
  if (cause) return { kind: 'tls', host, cause };
  if (error.code === 'UND_ERR_HEADERS_OVERFLOW' || error.code === 'HPE_HEADER_OVERFLOW')
    return { kind: 'too-large', limit: place.headerBytes };
  if (error.code === 'Z_BUF_ERROR' && answered) return { kind: 'bad-response', ...answered, reason: 'truncated' };
  if (/^(Z_|ERR_BROTLI|ERR__ERROR_FORMAT|ERR_PADDING)/.test(error.code)) return { kind: 'bad-encoding' };
  if (answered) return { kind: 'bad-response', ...answered, reason: 'truncated' };
  if (error.name === 'HTTPParserError') return notHttp(error, host);
  return { kind: 'unreachable', host, cause: NETWORK_CAUSES[error.code] ?? 'other' };
}

interface Known {
  name: string;
  code: string;
  message: string;
  data: string;
}

/** The first error that has a code: in an AggregateError of several tries to connect, or behind `cause`. */
function innermost(thrown: unknown): Known {
  const error = thrown as
    | { name?: unknown; code?: unknown; message?: unknown; data?: unknown; errors?: unknown[]; cause?: unknown }
    | null
    | undefined;
  if (error?.errors?.length) return innermost(error.errors.at(-1));
  if (error?.code === undefined && error?.cause !== undefined) return innermost(error.cause);
  return {
    name: textOf(error?.name),
    code: textOf(error?.code),
    message: textOf(error?.message),
    data: textOf(error?.data),
  };
}

function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  return typeof value === 'string' ? value : '';
}

function tlsCause({ code, message }: Known): TlsCause | undefined {
  const known = TLS_CAUSES[code];
  if (known) return known;
  if (/protocol version|unsupported protocol/i.test(message) && /^(EPROTO|ERR_SSL)/.test(code)) return 'old-protocol';
  if (/wrong version number|http request/i.test(message) && /^(EPROTO|ERR_SSL)/.test(code)) return 'tls-on-plain';
  return /^(EPROTO|ERR_SSL|ERR_TLS|CERT_|UNABLE_TO_)/.test(code) ? 'other' : undefined;
}

/** What is no HTTP at all: a TLS server answers a plain request with an alert record, which begins 15 03. */
function notHttp(error: Known, host: string): FailureFacts {
  if (error.data.startsWith('\x15\x03')) return { kind: 'tls', host, cause: 'plain-on-tls' };
  return { kind: 'bad-response', status: 0, contentType: '', reason: 'not-json' };
}
