import { notPrinted, printed } from './command.ts';
import type { CommandHelp, Printed } from './command.ts';
import type { Grant } from './grant.ts';
import { flag, shellWord } from './shell-word.ts';
import type { NewToken, TokenChange } from './token.ts';

/** Which cluster a command is for: the ids of one of Cloud Dedicated, and the profile of influxctl that leads there. */
export interface InfluxctlPlace {
  readonly accountId?: string;
  readonly clusterId?: string;
  readonly profile?: string;
}

const MANAGEMENT: CommandHelp = 'influxctl-management';
const TOKEN: CommandHelp = 'influxctl-token';

const ID = /^[\w-]{1,64}$/u;
const ONCE = 'It shows the value this once: store it in a safe place right away.';
const FINAL = 'It asks before it revokes, unless --force is given. What is revoked never works again.';
const UNTYPED = 'characters that cannot be typed safely in a shell';

/** Management tokens made by hand, revoked ones too; those of an identity provider are in no list. */
export function managementList(place: InfluxctlPlace): Printed {
  return command(place, 'management list', [], {
    help: MANAGEMENT,
    notes: ['It lists those that were made by hand, with revoked ones; 1970-01-01T00:00:00Z means that one has no end.'],
  });
}

/** `expiresAt` in ms since 1970; absent, the token is valid until it is revoked. */
export function managementCreate(
  place: InfluxctlPlace,
  { description, expiresAt }: Pick<NewToken, 'description' | 'expiresAt'>,
): Printed {
  // influxctl 2.10.0 and later refuse an empty description.
  if (description === '') return notPrinted('influxctl wants a description.', MANAGEMENT);
  const named = flag('description', description);
  if (named === undefined) return notPrinted(`The description holds ${UNTYPED}.`, MANAGEMENT);
  return command(place, 'management create', [named, ...endFlags(expiresAt)], {
    help: MANAGEMENT,
    notes: [
      'Management tokens are for automation only, and not for getting around the identity provider.',
      'It takes a user who is authorized through the identity provider: influxctl logs in there first.',
      ONCE,
    ],
  });
}

export function managementRevoke(place: InfluxctlPlace, ids: readonly string[]): Printed {
  return withIds(place, 'management revoke', ids, { help: MANAGEMENT, notes: [FINAL] });
}

export function tokenList(place: InfluxctlPlace, { revoked = false }: { revoked?: boolean } = {}): Printed {
  const notes = revoked ? [] : ['It leaves out revoked tokens; --include-revoked shows them.'];
  return command(place, 'token list', revoked ? ['--include-revoked'] : [], { help: TOKEN, notes });
}

export function tokenGet(place: InfluxctlPlace, id: string): Printed {
  return withIds(place, 'token get --include-revoked', [id], { help: TOKEN, notes: [] });
}

/** The command that makes exactly this database token. */
export function tokenCreate(
  place: InfluxctlPlace,
  { description, grants, expiresAt }: Pick<NewToken, 'description' | 'grants' | 'expiresAt'>,
): Printed {
  if (description === '') return notPrinted('influxctl wants a description.', TOKEN);
  if (description.startsWith('-'))
    return notPrinted('influxctl would take a description that begins with a dash for a flag.', TOKEN);
  const word = shellWord(description);
  if (word === undefined) return notPrinted(`The description holds ${UNTYPED}.`, TOKEN);
  const rights = rightsFlags(grants);
  if (typeof rights === 'string') return notPrinted(rights, TOKEN);
  return command(place, 'token create', [...rights, ...endFlags(expiresAt), word], { help: TOKEN, notes: [ONCE] });
}

/** The command that changes exactly this; its rights replace all that the token has. */
export function tokenUpdate(
  place: InfluxctlPlace,
  id: string,
  { description, grants }: Pick<TokenChange, 'description' | 'grants'>,
): Printed {
  const named = description === undefined ? '' : flag('description', description);
  if (named === undefined) return notPrinted(`The description holds ${UNTYPED}.`, TOKEN);
  if (grants?.length === 0) return notPrinted('influxctl has no flag that takes every right away.', TOKEN);
  const rights = rightsFlags(grants ?? []);
  if (typeof rights === 'string') return notPrinted(rights, TOKEN);
  const flags = [...(named === '' ? [] : [named]), ...rights];
  const notes = grants ? ['It replaces all rights of the token by these.'] : [];
  return withIds(place, ['token update', ...flags].join(' '), [id], { help: TOKEN, notes });
}

export function tokenRevoke(place: InfluxctlPlace, ids: readonly string[]): Printed {
  return withIds(place, 'token revoke', ids, { help: TOKEN, notes: [FINAL] });
}

interface About {
  help: CommandHelp;
  notes: readonly string[];
}

function withIds(place: InfluxctlPlace, what: string, ids: readonly string[], about: About): Printed {
  if (ids.length === 0 || !ids.every((id) => ID.test(id) && !id.startsWith('-')))
    return notPrinted('influxctl takes ids as its lists show them.', about.help);
  return command(place, what, ids, about);
}

function command(place: InfluxctlPlace, what: string, words: readonly string[], { help, notes }: About): Printed {
  const global = placeFlags(place);
  if (!global) return notPrinted(`The name of the profile holds ${UNTYPED}.`, help);
  const profile = place.profile === undefined ? ['It acts with the profile “default” of influxctl.'] : [];
  return printed(['influxctl', ...global, what, ...words].join(' '), help, [...notes, ...profile]);
}

/** The flags before the command: what they name counts before what the profile says. */
function placeFlags({ accountId, clusterId, profile }: InfluxctlPlace): string[] | undefined {
  const named = profile === undefined ? '' : flag('profile', profile);
  if (named === undefined) return undefined;
  const ids = [option('account', accountId), option('cluster', clusterId)];
  return [named, ...ids].filter((part) => part !== '');
}

function option(name: string, id: string | undefined): string {
  return id !== undefined && ID.test(id) ? (flag(name, id) ?? '') : '';
}

function endFlags(expiresAt: number | undefined): string[] {
  return expiresAt === undefined ? [] : [`--expires-at ${new Date(expiresAt).toISOString().replace('.000Z', 'Z')}`];
}

/** The flags that give these rights and no other, or the reason why there are none. */
function rightsFlags(grants: readonly Grant[]): string[] | string {
  const flags: string[] = [];
  for (const { action, type, id, orgId } of grants) {
    if (type !== 'databases' || orgId || (action !== 'read' && action !== 'write'))
      return 'influxctl has flags for reading and writing databases only.';
    const given = flag(`${action}-database`, id || '*');
    if (given === undefined) return `The name of a database holds ${UNTYPED}.`;
    flags.push(given);
  }
  return flags;
}
