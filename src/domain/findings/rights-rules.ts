import { bitOf } from '#domain/grant-scan';
import { grantableTypes, holdsData } from '#domain/resource-type';
import type { TokenRow } from '#domain/search-row';
import type { Server } from '#domain/server';
import type { Known } from './finding.ts';
import { isActive, type RowRule } from './row-rule.ts';
import { said } from './words.ts';

const AUTHORIZATIONS = bitOf('authorizations');
const DATA = bitOf('buckets') | bitOf('databases');

const NAMED =
  'telegraf|grafana|collectd|terraform|ansible|jenkins|gitlab|github|airflow|kapacitor|chronograf|prometheus|vector|fluent-?(?:d|bit)|logstash|nifi|kafka|spark|mqtt|node-?red|home[ -]?assistant|openhab|iobroker|proxmox|kubernetes|k8s|docker';
const ANY =
  'python|java|node\\.?js|golang|scripts?|cron|bots?|exporter|importer|agent|ingest(?:er|ion)?|pipeline|dashboards?|app(?:lication)?|service|backend|ci';

/** Programs that are known to keep tokens; a description that names one, or any program, says who uses it. */
const NAMED_PROGRAMS = new RegExp(String.raw`\b(?:${NAMED})\b`, 'iu');
const PROGRAMS = new RegExp(String.raw`\b(?:${NAMED}|${ANY})\b`, 'iu');

/** Holds it everything, of an organization or of the server? */
export function isAdministrator({ kind }: TokenRow): boolean {
  return kind === 'operator' || kind === 'admin' || kind === 'all-access';
}

/** Rules about what a token may do. */
export const RIGHTS_RULES: readonly RowRule[] = [
  {
    rule: 'hidden-instance',
    by: 'token',
    applies: hasOrganizations,
    fires: ({ scan }) => scan.instance,
    words: (rows) => said(rows, 'holds the server itself by the type instance.', 'hold the server itself.'),
  },
  {
    rule: 'everything-in-application',
    by: 'token',
    applies: ({ server }) => hasSmallerTokens(server),
    fires: (row, { use }) =>
      isActive(row) &&
      isAdministrator(row) &&
      (PROGRAMS.test(row.token.description) ||
        (use?.get(row.key)?.clients.some((client) => NAMED_PROGRAMS.test(client)) ?? false)),
    words: (rows) => said(rows, 'holds everything, and a program uses it.', 'hold everything, and programs use them.'),
  },
  {
    rule: 'makes-tokens',
    by: 'token',
    applies: hasOrganizations,
    fires: (row) => (row.scan.anyWrite & AUTHORIZATIONS) !== 0 && !isAdministrator(row),
    words: (rows) =>
      said(
        rows,
        'may make and delete tokens, and holds not all the rest.',
        'may make and delete tokens, and hold not all the rest.',
      ),
  },
  {
    rule: 'reads-values',
    by: 'token',
    applies: ({ server }) => server.hashing === 'plain' || server.hashing === 'mixed',
    fires: (row) =>
      ((row.scan.anyRead | row.scan.everywhereRead) & AUTHORIZATIONS) !== 0 && isActive(row) && !isAdministrator(row),
    words: (rows) => said(rows, 'may list tokens, and the list holds their values.'),
  },
  {
    rule: 'global-rights',
    by: 'token',
    applies: hasOrganizations,
    fires: (row) => {
      const { everywhereRead, everywhereWrite, instance } = row.scan;
      return (everywhereRead | everywhereWrite) !== 0 && !instance && !isAdministrator(row);
    },
    words: (rows) =>
      said(rows, 'has rights that hold in every organization.', 'have rights that hold in every organization.'),
  },
  {
    rule: 'writes-everything',
    by: 'all',
    fires: (row) =>
      isActive(row) && ((row.scan.inOrgWrite | row.scan.everywhereWrite) & DATA) !== 0 && !isAdministrator(row),
    words: (rows, { server }) => said(rows, `may write every ${dataWord(server)}, also those to come.`),
  },
  {
    rule: 'older-set',
    by: 'all',
    applies: hasOrganizations,
    fires: (row, { server }) => isActive(row) && lacksTypes(row, server),
    words: (rows) => said(rows, 'lacks types that this server has now.', 'lack types that this server has now.'),
  },
  {
    rule: 'target-gone',
    by: 'all',
    fires: (row) => row.token.status !== 'revoked' && row.token.status !== 'expired' && row.hasDead,
    words: (rows, { server }) =>
      said(
        rows,
        `may use a ${targetWord(rows, server)} that does not exist any more.`,
        'may use what does not exist any more.',
      ),
  },
  {
    rule: 'target-remade',
    by: 'all',
    fires: (row) => isActive(row) && (row.token.remade?.length ?? 0) > 0,
    words: (rows) =>
      said(rows, 'names a database that was deleted and made anew.', 'name databases that were deleted and made anew.'),
  },
];

function hasOrganizations({ server }: Known): boolean {
  return server.traits.organizations;
}

/** Can a token be made there that may do less than everything? */
function hasSmallerTokens({ traits }: Server): boolean {
  return traits.offers.some(({ kind, reason }) => (kind === 'read-write' || kind === 'database') && !reason);
}

function dataWord({ traits }: Server): string {
  return traits.data === 'databases' ? 'database' : 'bucket';
}

function targetWord([row]: readonly TokenRow[], server: Server): string {
  return row?.token.grants.every(({ type }) => holdsData(type)) ? dataWord(server) : 'target';
}

/** Does an operator or all-access token lack types that its server knows? The same as `missingTypes`, from one pass. */
function lacksTypes({ kind, scan }: TokenRow, { resourceTypes }: Server): boolean {
  if (resourceTypes.length === 0 || scan.instance) return false;
  if (kind !== 'operator' && kind !== 'all-access') return false;
  const [read, write] =
    kind === 'operator' ? [scan.everywhereRead, scan.everywhereWrite] : [scan.inOrgRead, scan.inOrgWrite];
  return grantableTypes(resourceTypes).some((type) => {
    if (kind === 'all-access' && (type === 'orgs' || type === 'users')) return false;
    return (read & write & bitOf(type)) === 0;
  });
}
