import type { HelpKey } from '#contract/shapes';

const DOCS = 'https://docs.influxdata.com/influxdb';

const V3 = 'https://docs.influxdata.com/influxdb3';
const CLOUD = `${V3}/cloud-serverless`;

/** The only addresses of the vendor's that the app opens. */
export const HELP_PAGES: Record<HelpKey, string> = {
  tokens: `${DOCS}/v2/admin/tokens/`,
  'create-token': `${DOCS}/v2/admin/tokens/create-token/`,
  'update-token': `${DOCS}/v2/admin/tokens/update-tokens/`,
  'delete-token': `${DOCS}/v2/admin/tokens/delete-token/`,
  'use-token': `${DOCS}/v2/admin/tokens/use-tokens/`,
  'cli-auth-create': `${DOCS}/v2/reference/cli/influx/auth/create/`,
  'cli-auth-list': `${DOCS}/v2/reference/cli/influx/auth/list/`,
  'cli-auth-delete': `${DOCS}/v2/reference/cli/influx/auth/delete/`,
  'cli-auth-active': `${DOCS}/v2/reference/cli/influx/auth/active/`,
  'cli-auth-inactive': `${DOCS}/v2/reference/cli/influx/auth/inactive/`,
  'cli-v1-auth': `${DOCS}/v2/reference/cli/influx/v1/auth/`,
  recovery: `${DOCS}/v2/reference/cli/influxd/recovery/auth/`,
  setup: `${DOCS}/v2/get-started/setup/`,
  hashing: `${DOCS}/v2/admin/tokens/#token-hashing`,
  'api-authorizations': `${DOCS}/v2/api/security-and-access-endpoints/`,
  users: `${DOCS}/v2/admin/users/`,
  configuration: `${DOCS}/v2/reference/config-options/`,
  'influxctl-management': `${V3}/clustered/reference/cli/influxctl/management/`,
  'cloud-tokens': `${CLOUD}/admin/tokens/view-tokens/`,
  'cloud-create-token': `${CLOUD}/admin/tokens/create-token/`,
  'cloud-delete-token': `${CLOUD}/admin/tokens/delete-token/`,
  'cloud-api': `${CLOUD}/api/`,
  'influxctl-token': `${V3}/clustered/reference/cli/influxctl/token/`,
  'v3-tokens': `${V3}/core/admin/tokens/`,
  'v3-admin-token': `${V3}/core/admin/tokens/admin/create/`,
  'v3-regenerate': `${V3}/core/admin/tokens/admin/regenerate/`,
  'v3-admin-file': `${V3}/core/admin/tokens/admin/preconfigured/`,
  'v3-database-tokens': `${V3}/enterprise/admin/tokens/resource/`,
  'v3-database-token': `${V3}/enterprise/admin/tokens/resource/create/`,
  'v3-permission-file': `${V3}/enterprise/admin/tokens/resource/preconfigured/`,
  'v3-explorer': `${V3}/explorer/manage-tokens/`,
  'managed-tokens': `${V3}/clustered/admin/tokens/database/`,
  'managed-create-token': `${V3}/clustered/admin/tokens/database/create/`,
  'managed-update-token': `${V3}/clustered/admin/tokens/database/update/`,
  'managed-revoke-token': `${V3}/clustered/admin/tokens/database/revoke/`,
  'managed-management-tokens': `${V3}/clustered/admin/tokens/management/`,
};
