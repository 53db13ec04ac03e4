import type { FailureFacts } from './failure.ts';
import type { Words, WordsOf } from './explain.ts';

type NetworkKind =
  | 'unreachable'
  | 'timeout'
  | 'tls'
  | 'redirect'
  | 'too-large'
  | 'bad-encoding'
  | 'bad-response'
  | 'proxy'
  | 'wrong-product';
type Facts<K extends FailureFacts['kind']> = Extract<FailureFacts, { kind: K }>;

const RETRY = { label: 'Try again', do: 'retry' } as const;
const EDIT = { label: 'Edit connection', do: 'edit-connection' } as const;

const UNREACHABLE: Record<Facts<'unreachable'>['cause'], (host: string) => Words> = {
  refused: (host) => ({
    title: 'Nothing answers at this address: connection refused',
    detail: `${host} is there, but no program takes connections on this port. A server that starts with much data opens its port late.`,
    next: RETRY,
  }),
  dns: (host) => ({
    title: 'This host name is not known',
    detail: `No address was found for ${host}. Check the spelling, or the network that this machine is in.`,
    next: EDIT,
  }),
  reset: (host) => ({
    title: 'The connection was cut',
    detail: `${host} or something on the way ended the connection before the answer was complete.`,
    next: RETRY,
  }),
  'no-route': (host) => ({
    title: 'This host cannot be reached from here',
    detail: `There is no way to ${host} from this network. A VPN may be needed.`,
    next: RETRY,
  }),
  other: (host) => ({
    title: 'The server cannot be reached',
    detail: `The connection to ${host} failed.`,
    next: RETRY,
  }),
};

const TIMEOUT: Record<Facts<'timeout'>['phase'], (host: string) => string> = {
  connect: (host) => `${host} did not take the connection in time. A firewall may drop it silently.`,
  headers: (host) => `${host} took the request but did not begin to answer in time.`,
  idle: (host) => `${host} stopped in the middle of its answer.`,
  total: (host) => `The answer of ${host} took longer than the app waits.`,
};

const TLS: Record<Facts<'tls'>['cause'], (host: string) => Words> = {
  'self-signed': (host) => ({
    title: 'The certificate is self-signed',
    detail: `${host} vouches for itself. If it is yours, add its certificate as the connection's own CA.`,
    next: EDIT,
  }),
  'unknown-ca': (host) => ({
    title: 'The certificate is from an unknown authority',
    detail: `No CA that this machine trusts has signed the certificate of ${host}. Add your CA to the connection.`,
    next: EDIT,
  }),
  expired: (host) => ({
    title: 'The certificate has expired',
    detail: `The certificate of ${host} is no longer valid. It must be renewed on the server; check this machine's clock too.`,
    next: RETRY,
  }),
  'not-yet-valid': (host) => ({
    title: 'The certificate is not valid yet',
    detail: `The certificate of ${host} begins in the future. Check the clocks of the server and of this machine.`,
    next: RETRY,
  }),
  'host-mismatch': (host) => ({
    title: 'The certificate is for another host',
    detail: `The certificate does not name ${host}. Use the name that it was made for.`,
    next: EDIT,
  }),
  'old-protocol': (host) => ({
    title: 'The server only speaks an outdated protocol',
    detail: `${host} offers nothing newer than TLS 1.1, which is no longer safe. The app needs TLS 1.2 or later.`,
    next: RETRY,
  }),
  'tls-on-plain': (host) => ({
    title: 'The server does not use encryption on this port',
    detail: `The address begins with https, but ${host} answers without TLS. Use http, or the port for https.`,
    next: EDIT,
  }),
  'plain-on-tls': (host) => ({
    title: 'The server wants encryption on this port',
    detail: `The address begins with http, but ${host} expects TLS. Change it to https.`,
    next: EDIT,
  }),
  other: (host) => ({
    title: 'No encrypted connection came about',
    detail: `The app and ${host} could not agree on TLS.`,
    next: EDIT,
  }),
};

const BAD_RESPONSE: Record<Facts<'bad-response'>['reason'], Pick<Words, 'title' | 'detail'>> = {
  html: {
    title: 'A web page answered instead of the server',
    detail: 'A login page, a proxy, or a path that is not the API stands at this address.',
  },
  'not-json': {
    title: 'The answer is not in the expected format',
    detail: 'Something other than InfluxDB may stand at this address.',
  },
  truncated: {
    title: 'The answer ended in the middle',
    detail: 'The connection was cut while the answer was on its way.',
  },
  'too-deep': {
    title: 'The answer was refused',
    detail: 'It nests deeper than any real answer and was not read, for safety.',
  },
  shape: {
    title: 'The answer does not have the expected content',
    detail: 'It lacks what an InfluxDB server always sends, or holds something else in its place.',
  },
};

/** What goes wrong on the way to a server, and answers that are not a server's own. */
export const networkWords: Pick<WordsOf, NetworkKind> = {
  unreachable: ({ cause, host }) => UNREACHABLE[cause](host),
  timeout: ({ phase, host }) => ({ title: 'The server took too long', detail: TIMEOUT[phase](host), next: RETRY }),
  tls: ({ cause, host }) => TLS[cause](host),
  redirect: ({ to }) => ({
    title: 'The server sends the app to another address',
    detail: to
      ? `It redirects to ${to}. Redirects are not followed, so that no token goes to a place it was not meant for. If this is your server, enter that address.`
      : 'It redirects without a usable address. Redirects are not followed, so that no token goes astray.',
    next: EDIT,
  }),
  'too-large': ({ limit }) => ({
    title: 'The answer is too large',
    detail: `It exceeds ${sizeWords(limit)} and was not read further, for safety.`,
    next: RETRY,
  }),
  'bad-encoding': () => ({
    title: 'The answer is packed in a way that cannot be read',
    detail: 'Something on the way compresses answers in an unknown or broken form.',
    next: RETRY,
  }),
  'bad-response': ({ reason, status, contentType }) => {
    const { title, detail } = BAD_RESPONSE[reason];
    return {
      title,
      detail: `${detail} ${received(status, contentType)}`.trim(),
      next: reason === 'truncated' ? RETRY : EDIT,
    };
  },
  proxy: ({ status }) => ({
    title: `A proxy answered: ${status}${STATUS_WORDS[status] ? ` ${STATUS_WORDS[status]}` : ''}`,
    detail:
      'Something between this app and the server answered in its place. The server itself may be down, or the proxy wants a sign-in.',
    next: RETRY,
  }),
  'wrong-product': ({ product }) => ({
    title: product ? `This is ${product}` : 'This is not an InfluxDB server',
    detail: product
      ? 'It answers, but this version of the app cannot work with its tokens.'
      : 'Something answers at this address, but not as InfluxDB does. Check host, port and path. A cluster from before May 2025 has no API for its tokens: there, influxctl alone manages them.',
    next: EDIT,
  }),
};

const STATUS_WORDS: Record<number, string> = {
  401: 'sign-in required',
  407: 'sign-in required',
  413: 'request too large',
  429: 'too many requests',
  502: 'bad gateway',
  503: 'service unavailable',
  504: 'gateway timeout',
};

function received(status: number, contentType: string): string {
  if (status === 0) return '';
  return `It came with status ${status}${contentType ? ` as ${contentType}` : ''}.`;
}

function sizeWords(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.round(bytes / 1024 / 1024)} MB` : `${Math.round(bytes / 1024)} kB`;
}
