import type { HelpKey } from '#contract/shapes';

const DOCS = 'https://docs.influxdata.com/influxdb';

const CLOUD = 'https://docs.influxdata.com/influxdb3/cloud-serverless';

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
  'influxctl-management': 'https://docs.influxdata.com/influxdb3/clustered/reference/cli/influxctl/management/',
  'cloud-tokens': `${CLOUD}/admin/tokens/view-tokens/`,
  'cloud-create-token': `${CLOUD}/admin/tokens/create-token/`,
  'cloud-delete-token': `${CLOUD}/admin/tokens/delete-token/`,
  'cloud-api': `${CLOUD}/api/`,
  'influxctl-token': 'https://docs.influxdata.com/influxdb3/clustered/reference/cli/influxctl/token/',
};
