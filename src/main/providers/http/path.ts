import { Failure } from '#contract/failure';

declare const built: unique symbol;

/** A path made by a `pathOf` template: constant text and checked ids, never a text from outside. */
export type Path = string & { readonly [built]: true };

export type Query = Record<string, string | number>;

/** Where a connection's server is: its origin, and a path prefix without a slash at its end ('' when there is none). */
export interface Base {
  origin: string;
  host: string;
  prefix: string;
}

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

/** Reads a connection's address; a Failure 'invalid' for what is not a plain http or https address. */
export function baseOf(address: string): Base {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const plain =
    url &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    !url.username &&
    !url.password &&
    !url.search &&
    !url.hash;
  if (!url || !plain) throw new Failure({ kind: 'invalid', field: 'address', reason: 'form' });
  return { origin: url.origin, host: url.host, prefix: url.pathname.replace(/\/+$/, '') };
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
