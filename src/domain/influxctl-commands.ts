import { expiresAtFlag, influxctl, VALUE_ONCE } from './influxctl.ts';

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
  const tool = influxctl(profileName, 'management');
  return [
    {
      what: 'List them',
      command: `${tool} list --format json`,
      note: 'Those that were made by hand, the revoked ones too; not what an identity provider gave for a while.',
    },
    {
      what: 'Make one',
      command: `${tool} create --description 'Token Explorer' ${expiresAtFlag(expiresAt)} --format json`,
      note: `${VALUE_ONCE} Without --expires-at the token works until it is revoked.`,
    },
    {
      what: 'Revoke one',
      command: `${tool} revoke TOKEN_ID`,
      note: 'Put the id from the list in the place of TOKEN_ID. This cannot be undone.',
    },
  ];
}
