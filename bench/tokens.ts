import { namesOf, type Names } from '#domain/names';
import type { Resources } from '#domain/resource';
import type { Token } from '#domain/token';
import { AuthorizationParser } from '#main/providers/influx2/authorization';
import { OwnToken } from '#main/providers/influx2/own-token';
import { startSample } from '#sample/serve';

/** How many tokens main hands to a page at once (`intake.ts`); rights are shared among those only. */
const BATCH = 1_000;

/** The tokens of a sample server, as main made them of what it told, and what their ids mean. */
export interface Listed {
  readonly body: string;
  readonly tokens: readonly Token[];
  readonly names: Names;
}

/** Reads a sample server of so many tokens, without the app. */
export async function listed(tokens: number): Promise<Listed> {
  const sample = await startSample({ product: 'oss-2.9', tokens });
  try {
    const headers = { Authorization: `Token ${sample.credential ?? ''}` };
    const read = async (path: string) => (await fetch(`${sample.url}${path}`, { headers })).text();
    const body = await read('/api/v2/authorizations');
    const { authorizations } = JSON.parse(body) as { authorizations: unknown[] };
    const parser = new AuthorizationParser('api', new OwnToken(), undefined);
    const found = authorizations.map((raw) => parser.tokenOf(raw)).filter((token) => token !== undefined);
    return { body, tokens: found, names: namesOf(await resourcesOf(read)) };
  } finally {
    await sample.close();
  }
}

/** Copies as they stand in a page: each batch came through a port by itself. */
export function inThePage(tokens: readonly Token[]): Token[] {
  const copies: Token[] = [];
  for (let at = 0; at < tokens.length; at += BATCH) copies.push(...structuredClone(tokens.slice(at, at + BATCH)));
  return copies;
}

/** The same when no two tokens share their rights: the worst that a server can tell. */
export function withoutSharing(tokens: readonly Token[]): Token[] {
  return tokens.map((token) => structuredClone(token));
}

async function resourcesOf(read: (path: string) => Promise<string>): Promise<Resources> {
  const all = async <K extends string>(key: K) =>
    (JSON.parse(await read(`/api/v2/${key}?limit=100`)) as Record<K, Record<string, string>[]>)[key];
  const [orgs, buckets, users] = [await all('orgs'), await all('buckets'), await all('users')];
  const named = (raw: Record<string, string>) => ({ id: raw['id'] ?? '', name: raw['name'] ?? '' });
  return {
    readAt: Date.now(),
    organizations: orgs.map(named),
    buckets: buckets.map((raw) => ({
      ...named(raw),
      orgId: raw['orgID'] ?? '',
      retention: 0,
      system: raw['type'] === 'system',
    })),
    users: users.map((raw) => ({ ...named(raw), status: 'active' })),
    partial: [],
  };
}
