import { notPrinted, printed, type Printed } from './command.ts';
import type { Grant } from './grant.ts';
import { expiresAtFlag, influxctl, VALUE_ONCE } from './influxctl.ts';
import { flag, shellWord } from './shell-word.ts';
import type { NewToken, Token } from './token.ts';

const HELP = 'influxctl-token';
const ID = /^[\w-]{1,64}$/u;
const NOT_SAYABLE = 'The description holds characters that cannot be typed safely in a shell.';

/** The list of database tokens as a command; `profile` is the name of the connection in influxctl's configuration. */
export function influxctlList(profile: string, withRevoked: boolean): Printed {
  const revoked = withRevoked ? ' --include-revoked' : '';
  return printed(`${influxctl(profile, 'token')} list${revoked} --format json`, HELP, ['It filters nothing.']);
}

/** Making exactly this token, or the reason why no command does. */
export function influxctlCreate(
  profile: string,
  { description, grants, expiresAt }: Pick<NewToken, 'description' | 'grants' | 'expiresAt'>,
): Printed {
  if (description.trim() === '') return notPrinted('influxctl makes no token without a description.', HELP);
  if (description.startsWith('-'))
    return notPrinted('influxctl would take a description that begins with a dash for a flag.', HELP);
  const word = shellWord(description);
  if (word === undefined) return notPrinted(NOT_SAYABLE, HELP);
  const rights = rightsFlags(grants);
  if (typeof rights === 'string') return notPrinted(rights, HELP);
  const until = expiresAt === undefined ? [] : [expiresAtFlag(expiresAt)];
  return printed([influxctl(profile, 'token'), 'create', ...rights, ...until, word].join(' '), HELP, [VALUE_ONCE]);
}

/** Giving a token exactly these rights and this description; it replaces all rights that there are. */
export function influxctlUpdate(
  profile: string,
  { id }: Pick<Token, 'id'>,
  { description, grants }: Pick<NewToken, 'description' | 'grants'>,
): Printed {
  if (!ID.test(id)) return notPrinted('The id of this token cannot be typed safely in a shell.', HELP);
  const rights = rightsFlags(grants);
  if (typeof rights === 'string') return notPrinted(rights, HELP);
  if (rights.length === 0) return notPrinted('influxctl takes no right away without giving another one.', HELP);
  const named = flag('description', description);
  if (named === undefined) return notPrinted(NOT_SAYABLE, HELP);
  const parts = [influxctl(profile, 'token'), 'update', ...rights, ...(description === '' ? [] : [named]), id];
  return printed(parts.join(' '), HELP, ['It replaces all rights of the token by these.']);
}

export function influxctlRevoke(profile: string, { id }: Pick<Token, 'id'>): Printed {
  if (!ID.test(id)) return notPrinted('The id of this token cannot be typed safely in a shell.', HELP);
  return printed(`${influxctl(profile, 'token')} revoke ${id}`, HELP, ['It asks first. This cannot be undone.']);
}

/** The flags that give these rights and no other, or the reason why there are none. */
function rightsFlags(grants: readonly Grant[]): string[] | string {
  const flags: string[] = [];
  for (const { action, type, id } of grants) {
    if (type !== 'databases' || (action !== 'read' && action !== 'write'))
      return 'influxctl gives rights to read and to write databases, and no other.';
    const one = flag(`${action}-database`, id ?? '*');
    if (one === undefined) return 'The name of a database holds characters that cannot be typed safely in a shell.';
    flags.push(one);
  }
  return [...new Set(flags)];
}
