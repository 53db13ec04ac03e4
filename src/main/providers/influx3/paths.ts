import { pathOf } from '#main/providers/http/path';

/** InfluxDB 3 has no ids in its paths: what is meant stands in the query or the body. */
const path = pathOf(/(?!)/);

export const PATHS = {
  ping: path`/ping`,
  token: path`/api/v3/configure/token`,
  firstToken: path`/api/v3/configure/token/admin`,
  regenerate: path`/api/v3/configure/token/admin/regenerate`,
  namedAdmin: path`/api/v3/configure/token/named_admin`,
  resourceToken: path`/api/v3/enterprise/configure/token`,
  databases: path`/api/v3/configure/database`,
  sql: path`/api/v3/query_sql`,
} as const;
