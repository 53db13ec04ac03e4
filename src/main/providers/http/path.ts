import { Failure } from '#contract/failure';

declare const built: unique symbol;

/** A path made by a `pathOf` template: constant text and checked ids, never a text from outside. */
export type Path = string & { readonly [built]: true };

export type Query = Record<string, string | number>;

/** One of several clusters that are managed at one address. */
export interface Cluster {
  accountId: string;
  clusterId: string;
}

/**
 * Where a connection's server is: its origin, and a path prefix without a slash at its end ('' when there is none).
 * `cluster` is the one that the address names, or the connection beside it; it is no part of the prefix.
 */
export interface Base {
  origin: string;
  host: string;
  prefix: string;
  cluster?: Cluster;
}

/** How an address ends that names a cluster of the management API, or just that API. */
const MANAGED = /(?:\/api\/v0)?(?:\/accounts\/([\w-]{1,64})\/clusters\/([\w-]{1,64}))?$/;

/**
 * Makes a template tag whose ids must match `id` as a whole: `` path`/api/v2/users/${userId}` ``.
 * The tag throws a Failure 'invalid' for an id that does not.
 */
export function pathOf(id: RegExp): (texts: TemplateStringsArray, ...ids: string[]) => Path {
  const whole = new RegExp(`^(?:${id.source})$`, id.flags);
  return (texts, ...ids) => {
    const checked = ids.map((each) => {
      if (!whole.test(each)) throw new Failure({ kind: 'invalid', field: 'id', reason: 'form' });
      return encodeURIComponent(each);
    });
    return String.raw({ raw: texts }, ...checked) as Path;
  };
}

/**
 * Reads a connection's address; a Failure 'invalid' for what is not a plain http or https address. A cluster that the
 * address names counts before `cluster`.
 */
export function baseOf(address: string, cluster?: Cluster): Base {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const plain =
    url &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    !url.username &&
    !url.password &&
    !url.search &&
    !url.hash;
  if (!url || !plain) throw new Failure({ kind: 'invalid', field: 'address', reason: 'form' });
  const path = url.pathname.replace(/\/+$/, '');
  const [tail = '', accountId, clusterId] = MANAGED.exec(path) ?? [];
  const named = accountId && clusterId ? { accountId, clusterId } : cluster;
  const { origin, host } = url;
  return { origin, host, prefix: path.slice(0, path.length - tail.length), ...(named && { cluster: named }) };
}

/** The address of a call. SECURITY: what was built is compared with the base, so that nothing can lead elsewhere. */
export function urlOf(base: Base, path: Path, query: Query = {}): URL {
  const url = new URL(`${base.origin}${base.prefix}${path}`);
  if (url.origin !== base.origin || url.pathname !== `${base.prefix}${path}`) {
    throw new Failure({ kind: 'invalid', field: 'id', reason: 'form' });
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}

/** A `Location` as it may be shown: without user and password. */
export function shownLocation(location: string, from: URL): string {
  if (!URL.canParse(location, from.href)) return '';
  const url = new URL(location, from);
  url.username = '';
  url.password = '';
  return url.href.slice(0, 500);
}
