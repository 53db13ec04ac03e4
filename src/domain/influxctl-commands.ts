import { flag } from './shell-word.ts';

/** One thing that is done with influxctl: what it does, its command for a POSIX shell, and what to know before. */
interface InfluxctlCommand {
  readonly what: string;
  readonly command: string;
  readonly note: string;
}

/**
 * The commands for management tokens, which no HTTP API lists, makes or ends, for the profile of that name. `expiresAt`
 * in ms since 1970 is the end of a new one. A name that cannot be typed safely stands as PROFILE.
 */
export function managementCommands(profileName: string, expiresAt: number): readonly InfluxctlCommand[] {
  const influxctl = `influxctl ${flag('profile', profileName) ?? '--profile PROFILE'} management`;
  const until = new Date(expiresAt).toISOString().replace('.000Z', 'Z');
  return [
    {
      what: 'List them',
      command: `${influxctl} list --format json`,
      note: 'Those that were made by hand, the revoked ones too; not what an identity provider gave for a while.',
    },
    {
      what: 'Make one',
      command: `${influxctl} create --description 'Token Explorer' --expires-at ${until} --format json`,
      note: 'It shows the value once: store it at once in a password vault or a secret store. Without --expires-at the token works until it is revoked.',
    },
    {
      what: 'Revoke one',
      command: `${influxctl} revoke TOKEN_ID`,
      note: 'Put the id from the list in the place of TOKEN_ID. This cannot be undone.',
    },
  ];
}
