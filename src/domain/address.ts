import { ipv4, ipv6, isLinkLocal, isLoopback } from './ip-address.ts';

/**
 * Where a server answers. `address`: scheme, host, port if it is not the scheme's own, and a path prefix without a
 * slash at its end. `origin`: the same without prefix. `plainHttp`: nothing is encrypted. `assumed`: the scheme that
 * was taken because none was written.
 */
export interface Address {
  address: string;
  origin: string;
  plainHttp: boolean;
  loopback: boolean;
  linkLocal: boolean;
  assumed?: 'http' | 'https';
}

type AddressProblem =
  'empty' | 'scheme' | 'credentials' | 'query' | 'spaces' | 'host' | 'brackets' | 'foreign-letters' | 'port' | 'path';

const WORDS: Record<AddressProblem, string> = {
  empty: 'Enter the address of the server, such as https://influx.example.com:8086.',
  scheme: 'The address must begin with https:// or http://.',
  credentials: 'Leave user and password out of the address: the token has a field of its own.',
  query: 'Leave out everything from the question mark or hash on.',
  spaces: 'There is a space inside of the address.',
  host: 'This is not the name or number of a host.',
  brackets: 'Put an IPv6 address in square brackets, such as http://[fe80::1]:8086.',
  'foreign-letters': 'Enter this host in its ASCII form (xn--…): letters of other scripts can look alike.',
  port: 'The port must be a number from 1 to 65535.',
  path: 'The path of this address cannot be used. Enter the address without it, or with the prefix of your proxy only.',
};

/**
 * Pages and calls of the server itself, which people copy from a browser: they are no prefix of a proxy. A word that a
 * proxy could use too is one at the end only.
 */
const SERVER_PATHS =
  /\/(?:(?:orgs\/[^/]*|api\/v[123])(?:\/.*)?|onboarding\/\d|orgs|signin|signout|onboarding|me|health|ping|ready|metrics|debug|docs)\/?$/;

/**
 * A page of the server's own web interface, of which everything behind the organization says nothing about the server.
 */
const BROWSER_PAGE = /^([^/?#\\]*\/orgs\/[0-9a-f]{16})[/?#].*$/i;

/** Reads what a person entered or pasted as an address. Total: a problem is named, with words that say what to do. */
export function parseAddress(text: string): Address | { problem: AddressProblem; words: string } {
  const parsed = parse(text.trim());
  return typeof parsed === 'string' ? { problem: parsed, words: WORDS[parsed] } : parsed;
}

function parse(text: string): Address | AddressProblem {
  if (text === '') return 'empty';
  if (/\s/.test(text)) return 'spaces';
  const [, written, rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(text) ?? [undefined, undefined, text];
  if (written === undefined ? /^https?:(?!\d)/i.test(text) : !/^https?$/i.test(written)) return 'scheme';
  const meant = rest.replace(BROWSER_PAGE, '$1');
  if (/[?#]/.test(meant)) return 'query';
  const [, authority = '', path = ''] = /^([^/\\]*)(.*)$/.exec(meant) ?? [];
  if (authority.includes('@')) return 'credentials';
  const place = hostAndPort(authority);
  if (typeof place === 'string') return place;
  const prefix = pathPrefix(path);
  if (prefix === undefined) return 'path';
  return assemble(written?.toLowerCase(), place, prefix);
}

interface Place {
  host: string;
  port?: number;
}

function assemble(written: string | undefined, { host, port }: Place, prefix: string): Address {
  const loopback = isLoopback(host);
  const scheme = written ?? (loopback || port === 8086 ? 'http' : 'https');
  const own = scheme === 'https' ? 443 : 80;
  const origin = `${scheme}://${host}${port === undefined || port === own ? '' : `:${port}`}`;
  const plainHttp = scheme === 'http';
  const known = { address: origin + prefix, origin, plainHttp, loopback, linkLocal: isLinkLocal(host) };
  return written === undefined ? { ...known, assumed: plainHttp ? 'http' : 'https' } : known;
}

function hostAndPort(authority: string): Place | AddressProblem {
  if (ipv6(authority) !== undefined) return 'brackets';
  const [, bracketed, plain = '', portText] = /^(?:\[([^\]]*)\]|([^:]*))(?::(.*))?$/.exec(authority) ?? [];
  const host = bracketed === undefined ? hostName(plain.toLowerCase()) : bracketsAround(bracketed);
  if (host === undefined) return /[^\x20-\x7e]/.test(plain) ? 'foreign-letters' : 'host';
  if (portText === undefined || portText === '') return { host };
  const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
  return port >= 1 && port <= 65_535 ? { host, port } : 'port';
}

function bracketsAround(text: string): string | undefined {
  const address = ipv6(text);
  return address === undefined ? undefined : `[${address}]`;
}

/**
 * A host name or an IPv4 address in its usual form. A name whose last label is a number would be read as an address.
 */
function hostName(text: string): string | undefined {
  if (!/^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/.test(text))
    return undefined;
  const last = text.slice(text.lastIndexOf('.') + 1);
  return /^(?:\d+|0x[0-9a-f]*)$/.test(last) && !ipv4(text) ? undefined : text;
}

function pathPrefix(path: string): string | undefined {
  const prefix = path.replace(SERVER_PATHS, '').replace(/\/+$/, '');
  if (!/^(?:\/[A-Za-z0-9._~!$&'()*+,;=:@-]+)*$/.test(prefix)) return undefined;
  return prefix.split('/').some((segment) => segment === '.' || segment === '..') ? undefined : prefix;
}
