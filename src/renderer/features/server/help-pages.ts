import type { HelpKey } from '#contract/shapes';
import type { Traits } from '#domain/server';

/**
 * What the vendor has to say on the tokens of a server: a sentence before, and links. `ownPage`: the server has one
 * itself.
 */
interface Help {
  readonly about: string;
  readonly pages: readonly { readonly key: HelpKey; readonly label: string }[];
  readonly ownPage: boolean;
}

const IN_ORGANIZATIONS =
  'A token lets a program (Telegraf, Grafana, this app) work with the server in a safe way. It belongs to one user and carries rights within an organization.';
const ON_DATABASES =
  'A token lets a program (Telegraf, Grafana, this app) work with the server in a safe way. It belongs to nobody: whoever has it has its rights.';

/** On a server of one's own, which is set up and configured. */
const OWN: Help['pages'] = [
  { key: 'tokens', label: 'Managing tokens' },
  { key: 'create-token', label: 'Creating tokens' },
  { key: 'update-token', label: 'Updating tokens' },
  { key: 'delete-token', label: 'Deleting tokens' },
  { key: 'use-token', label: 'Using tokens' },
  { key: 'cli-auth-create', label: 'influx auth create' },
  { key: 'api-authorizations', label: 'POST /api/v2/authorizations' },
  { key: 'configuration', label: 'Configuration options' },
  { key: 'setup', label: 'First-run set-up' },
];

/** On a server that customers do not run themselves. */
const HOSTED: Help['pages'] = [
  { key: 'cloud-tokens', label: 'Viewing tokens' },
  { key: 'cloud-create-token', label: 'Creating tokens' },
  { key: 'cloud-delete-token', label: 'Deleting tokens' },
  { key: 'cli-auth-create', label: 'influx auth create' },
  { key: 'cloud-api', label: 'The API with /authorizations' },
];

const WITH_DATABASES: Help['pages'] = [
  { key: 'v3-tokens', label: 'Managing tokens' },
  { key: 'v3-admin-token', label: 'Admin tokens' },
  { key: 'v3-regenerate', label: 'Regenerating the operator token' },
  { key: 'v3-admin-file', label: 'Admin token files' },
  { key: 'v3-explorer', label: "The vendor's web page for tokens" },
];

/** Where there are tokens for single databases too. */
const FOR_DATABASES: Help['pages'] = [
  { key: 'v3-database-tokens', label: 'Database tokens' },
  { key: 'v3-database-token', label: 'Creating database tokens' },
  { key: 'v3-permission-file', label: 'Permission token files' },
];

const MANAGED: Help['pages'] = [
  { key: 'managed-tokens', label: 'Database tokens' },
  { key: 'managed-create-token', label: 'Creating tokens' },
  { key: 'managed-update-token', label: 'Updating tokens' },
  { key: 'managed-revoke-token', label: 'Revoking tokens' },
  { key: 'managed-management-tokens', label: 'Management tokens' },
  { key: 'influxctl-token', label: 'influxctl token' },
  { key: 'influxctl-management', label: 'influxctl management' },
];

/** The help that fits how tokens are on a server. */
export function helpOf({ data, offers, databaseActions, tool }: Traits): Help {
  if (data === 'buckets') {
    const own = offers.some(({ kind }) => kind === 'operator');
    return { about: IN_ORGANIZATIONS, pages: own ? OWN : HOSTED, ownPage: true };
  }
  if (tool === 'influxctl') return { about: ON_DATABASES, pages: MANAGED, ownPage: false };
  const more = databaseActions.length > 0 ? FOR_DATABASES : [];
  return { about: ON_DATABASES, pages: [...WITH_DATABASES, ...more], ownPage: false };
}
