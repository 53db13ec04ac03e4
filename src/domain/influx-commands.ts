import { notPrinted, printed } from './command.ts';
import type { CommandHelp, Printed } from './command.ts';
import { flag } from './shell-word.ts';
import type { TokenRef, TokenStore } from './token.ts';

const PROFILE = 'It acts with the active influx profile. Add --host and --token to use another server.';
const PROFILE_ONLY = 'It takes neither --host nor --token: only the active influx profile.';
const ALL_LISTED = 'It lists every token that the token in use may see.';
const PRINTS_VALUE = 'It prints the token that it deleted, with its value where the server keeps it.';
const ID = /^[0-9a-f]{1,16}$/iu;

/**
 * The list as a command. The vendor's command drops `--user`, `--user-id`, `--org` and `--org-id` of `influx auth list`
 * without a word, so it is printed without them; of 1.x logins it filters by `--user-id` and `--org-id`.
 */
export function influxList(store: TokenStore, filter: { ownerId?: string; orgId?: string } = {}): Printed {
  const isFiltered = filter.ownerId !== undefined || filter.orgId !== undefined;
  if (store === 'api') {
    const ignored = 'It takes --user, --user-id, --org and --org-id, and ignores them: the list is always whole.';
    return printed(
      'influx auth list',
      'cli-auth-list',
      isFiltered ? [ignored, PROFILE] : [ALL_LISTED, ignored, PROFILE],
    );
  }
  const flags = [option('user-id', filter.ownerId), option('org-id', filter.orgId)].filter((part) => part !== '');
  const note = 'It ignores --user, --org and --id, and fails when the owner of a login is gone.';
  return printed(['influx v1 auth list', ...flags].join(' '), 'cli-v1-auth', [note, PROFILE]);
}

/** One token as a command; a 1.x login by its username, since `influx v1 auth list --id` filters nothing. */
export function influxGet({ store, id, username }: TokenRef & { username?: string }): Printed {
  if (store === 'api') return withId('influx auth list', id, 'cli-auth-list', [PROFILE]);
  const named = username === undefined ? undefined : flag('username', username);
  if (named === undefined)
    return notPrinted('influx v1 auth list finds one login by its username only.', 'cli-v1-auth');
  return printed(`influx v1 auth list ${named}`, 'cli-v1-auth', [PROFILE]);
}

export function influxDelete({ store, id }: TokenRef): Printed {
  if (store === 'v1') return withId('influx v1 auth delete', id, 'cli-v1-auth', [PROFILE]);
  return withId('influx auth delete', id, 'cli-auth-delete', [PRINTS_VALUE, PROFILE]);
}

/** Only here the vendor's command for API tokens takes no server: it always acts with the active profile. */
export function influxActive({ store, id }: TokenRef): Printed {
  if (store === 'v1') return withId('influx v1 auth set-active', id, 'cli-v1-auth', [PROFILE]);
  return withId('influx auth active', id, 'cli-auth-active', [PROFILE_ONLY]);
}

export function influxInactive({ store, id }: TokenRef): Printed {
  if (store === 'v1') return withId('influx v1 auth set-inactive', id, 'cli-v1-auth', [PROFILE]);
  return withId('influx auth inactive', id, 'cli-auth-inactive', [PROFILE_ONLY]);
}

/** The vendor's command has none for a description. */
export function influxRename({ store }: Pick<TokenRef, 'store'>): Printed {
  return notPrinted(
    'influx has no command that changes a description.',
    store === 'v1' ? 'cli-v1-auth' : 'cli-auth-list',
  );
}

function withId(command: string, id: string, help: CommandHelp, notes: readonly string[]): Printed {
  if (!ID.test(id)) return notPrinted('influx takes ids of 16 hexadecimal digits only.', help);
  return printed(`${command} --id ${id}`, help, notes);
}

function option(name: string, id: string | undefined): string {
  return id !== undefined && ID.test(id) ? `--${name} ${id}` : '';
}
