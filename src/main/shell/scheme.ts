import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CustomScheme, Session } from 'electron';

/** The one origin that pages have. */
export const PAGE_ORIGIN = 'app://bundle';
export const PAGE = `${PAGE_ORIGIN}/index.html`;

/** What must be told to Electron before it is ready. */
export const SCHEME: CustomScheme = {
  scheme: 'app',
  // SECURITY: neither bypassCSP, corsEnabled, allowServiceWorkers, stream nor supportFetchAPI.
  privileges: { standard: true, secure: true, codeCache: true },
};

/**
 * What a page may do: its own files, nothing else; no inline script or style, no request of its own. Markup becomes
 * HTML through Svelte's Trusted Types policy only; the policy `rules-thread` knows the address of one worker.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "frame-src 'none'",
  "child-src 'none'",
  "worker-src 'self'",
  "media-src 'none'",
  "manifest-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html rules-thread',
].join('; ');

/** The same for a development server, which puts styles and its reload code into the page. */
const DEVELOPMENT_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self' ws:",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

// Without Cross-Origin-Opener-Policy: no page of ours opens another or is opened by one (both are denied), and with it
// the first page would wait for a second process.
const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** What to answer: `file` is the absolute path of the body, absent where there is none. */
export interface Answer {
  status: 200 | 404 | 405;
  headers: Record<string, string>;
  file?: string;
}

/**
 * Decides about one request. `files` holds every file that may be served: path within the origin (`/assets/x.js`) to
 * absolute path. SECURITY: a path is looked up, never joined, so that no spelling of it reaches another file.
 */
export function answer(url: string, method: string, files: ReadonlyMap<string, string>): Answer {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405);
  const wanted = pathOf(url);
  const file = wanted === undefined ? undefined : files.get(wanted);
  if (wanted === undefined || file === undefined) return refusal(404);

  const headers = { ...HEADERS, 'Content-Type': CONTENT_TYPES[path.extname(wanted)] ?? 'application/octet-stream' };
  return method === 'HEAD' ? { status: 200, headers } : { status: 200, headers, file };
}

/** Every file below `root` that has a known type, as `answer` wants them. */
export function builtFiles(root: string): Map<string, string> {
  const files = new Map<string, string>();
  const walk = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const at = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(at, `${prefix}${entry.name}/`);
      else if (entry.isFile() && path.extname(entry.name) in CONTENT_TYPES) files.set(prefix + entry.name, at);
    }
  };
  walk(root, '/');
  return files;
}

/**
 * The part of Electron's protocol that takes an answer as bytes. Deprecated, and in both runtimes: its successor
 * `handle` makes a web response of every answer, for which Node loads its fetch first, and hands it over as a stream.
 */
interface Serving {
  registerBufferProtocol(
    scheme: string,
    handler: (
      request: { url: string; method: string },
      respond: (response: { statusCode: number; headers: Record<string, string>; data: Buffer }) => void,
    ) => void,
  ): boolean;
}

/**
 * Serves the built files below `root` to the pages of this session. Settles when the page and all that its head names
 * were handed out: until then the page's process waits for this one, and after that it has work.
 */
export function serve({ protocol }: { protocol: Serving }, root: string): Promise<void> {
  const files = builtFiles(root);
  const wanted = new Set(['/index.html', ...namedIn(readFileSync(path.join(root, 'index.html'), 'utf8'))]);
  return new Promise((handedOut) => {
    protocol.registerBufferProtocol('app', ({ url, method }, respond) => {
      const { status, headers, file } = answer(url, method, files);
      const data = file === undefined ? NOTHING : bytesOf(file);
      respond({ statusCode: data === undefined ? 404 : status, headers, data: data ?? NOTHING });
      wanted.delete(pathOf(url) ?? '');
      if (wanted.size === 0) setImmediate(handedOut);
    });
  });
}

const NOTHING = Buffer.alloc(0);

/** Undefined for a file that is gone by now, as after a new build. */
function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** The files that a built page names, as paths within the origin. */
function namedIn(html: string): string[] {
  return [...html.matchAll(/ (?:src|href)="\.(\/[^"]+)"/g)].map(([, file = '']) => file);
}

/** Gives the pages of a development server their policy. Never called in a packaged app, which knows no such server. */
export function serveDevelopment(session: Session): void {
  session.webRequest.onHeadersReceived(({ responseHeaders }, callback) => {
    callback({ responseHeaders: { ...responseHeaders, 'Content-Security-Policy': [DEVELOPMENT_POLICY] } });
  });
}

function refusal(status: 404 | 405): Answer {
  return { status, headers: { ...HEADERS, 'Content-Type': 'text/plain; charset=utf-8' } };
}

function pathOf(url: string): string | undefined {
  if (/[\\\0]|%2f|%5c|%00/i.test(url) || !URL.canParse(url)) return undefined;
  const { protocol, host, username, password, search, pathname } = new URL(url);
  if (protocol !== 'app:' || host !== 'bundle' || username !== '' || password !== '' || search !== '') return undefined;
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}
