import { notPrinted, printed } from './command.ts';
import type { Printed } from './command.ts';
import { distinctGrants, sameGrants } from './grant.ts';
import type { Grant } from './grant.ts';
import { allAccessGrants, operatorGrants } from './grants-for.ts';
import { INSTANCE, KNOWN_TYPES } from './resource-type.ts';
import { flag } from './shell-word.ts';
import { showText } from './show-text.ts';
import type { NewToken } from './token.ts';
import { isBefore } from './version.ts';

/** What a token is to be, with what its command needs beside: names, the server's resource types and its version. */
export interface CreateMeant {
  readonly wanted: Pick<NewToken, 'orgId' | 'description' | 'status' | 'grants'>;
  /** Whom the token will belong to, also when that is the user of the connection's own token. */
  readonly owner: { readonly id: string; readonly name?: string };
  readonly orgName?: string;
  readonly types: readonly string[];
  readonly version?: string;
}

const HELP = 'cli-auth-create';
const BUCKET_ID = /^[0-9a-f]{16}$/iu;

/**
 * `influx auth create` for exactly this token, or the reason why there is none. The vendor's present command takes the
 * first user that a server lists when it is given none, knows users by name only, turns `--read-users` and
 * `--read-orgs` into rights over everything, and has no flag for a status or for single resources but buckets (`influx
 * auth create`).
 */
export function influxCreateCommand(meant: CreateMeant): Printed {
  const { wanted, owner, version } = meant;
  if (wanted.status === 'inactive') return none('influx auth create makes active tokens only.');
  if (version !== undefined && isBefore(version, '2.0.9')) {
    return none('Servers before 2.0.9 do not find users by name, so influx auth create would take another user.');
  }
  if (!owner.name) return none('influx auth create knows users by name only, and the name of this one is not known.');
  const user = flag('user', owner.name);
  if (user === undefined) return none('The name of the owner holds characters that cannot be typed safely in a shell.');
  const description = wanted.description === '' ? '' : flag('description', wanted.description);
  if (description === undefined)
    return none('The description holds characters that cannot be typed safely in a shell.');
  const rights = rightsFlags(meant);
  if (typeof rights === 'string') return none(rights);
  const parts = ['influx auth create', orgFlag(meant), user, description, ...rights].filter((part) => part !== '');
  return printed(parts.join(' '), HELP, [
    'It acts with the active influx profile. Add --host and --token to use another server.',
  ]);
}

function none(reason: string): Printed {
  return notPrinted(reason, HELP);
}

function orgFlag({ orgName = '', wanted }: CreateMeant): string {
  const byName = orgName === '' || orgName.trim() !== orgName ? undefined : flag('org', orgName);
  return byName ?? `--org-id ${wanted.orgId}`;
}

/** The flags that give these rights and no other, or the reason why there are none. */
function rightsFlags({ wanted, owner, types }: CreateMeant): string[] | string {
  const grants = distinctGrants(wanted.grants);
  if (grants.length === 0) return 'A token needs at least one right.';
  if (sameGrants(grants, operatorGrants(types))) return ['--operator'];
  if (sameGrants(grants, allAccessGrants({ orgId: wanted.orgId, ownerId: owner.id, types }))) return ['--all-access'];
  const flags: string[] = [];
  for (const grant of grants) {
    const problem = problemOf(grant, wanted.orgId);
    if (problem !== undefined) return problem;
    flags.push(grant.id ? `--${grant.action}-bucket ${grant.id}` : `--${grant.action}-${grant.type}`);
  }
  return flags;
}

/** Why no flag gives exactly this right; undefined when one does. */
function problemOf({ action, type, id, orgId }: Grant, home: string): string | undefined {
  const shown = showText(type, 40);
  if (type === INSTANCE) return 'No command can grant the type instance.';
  if (!KNOWN_TYPES.includes(type)) return `influx auth create has no flag for the type ${shown}.`;
  if (id) {
    if (type !== 'buckets')
      return `influx auth create has no flag for a single resource of the type ${shown}: only for buckets.`;
    if (!BUCKET_ID.test(id)) return 'influx auth create takes bucket ids of 16 hexadecimal digits only.';
    return orgId === home
      ? undefined
      : 'influx auth create ties a bucket to its organization, and this right is not tied so.';
  }
  if (type === 'users' || type === 'orgs') {
    return orgId
      ? `--${action}-${type} would give rights over all ${type === 'orgs' ? 'organizations' : 'users'} of the server.`
      : undefined;
  }
  if (!orgId) return `The flag --${action}-${type} reaches one organization, and this right reaches every one.`;
  return orgId === home ? undefined : 'influx auth create gives rights in one organization only.';
}
