import type { TokenStore } from '#domain/token';
import { pathOf, type Path } from '#main/providers/http/path';

/** Ids of InfluxDB 2 are 64 bit in 16 hex digits. */
const path = pathOf(/[0-9a-fA-F]{16}/);

export const PATHS = {
  health: path`/health`,
  ping: path`/ping`,
  ready: path`/ready`,
  api: path`/api/v2`,
  setup: path`/api/v2/setup`,
  me: path`/api/v2/me`,
  orgs: path`/api/v2/orgs`,
  users: path`/api/v2/users`,
  buckets: path`/api/v2/buckets`,
  config: path`/api/v2/config`,
  resources: path`/api/v2/resources`,
} as const;

/** The list of a store's tokens. */
export function tokensPath(store: TokenStore): Path {
  return store === 'v1' ? path`/private/legacy/authorizations` : path`/api/v2/authorizations`;
}

/** One token of a store. */
export function tokenPath(store: TokenStore, id: string): Path {
  return store === 'v1' ? path`/private/legacy/authorizations/${id}` : path`/api/v2/authorizations/${id}`;
}

/** The page for tokens in the server's own user interface: of an organization, or its front page without one. */
export function tokenPagePath(orgId: string | undefined): Path {
  return orgId ? path`/orgs/${orgId}/load-data/tokens` : path`/`;
}
