import { flag } from './shell-word.ts';

/** What to know before influxctl makes a token. */
export const VALUE_ONCE = 'It shows the value once: store it at once in a password vault or a secret store.';

/** The beginning of a command of influxctl; a name of a profile that cannot be typed safely stands as PROFILE. */
export function influxctl(profile: string, area: 'management' | 'token'): string {
  return `influxctl ${flag('profile', profile) ?? '--profile PROFILE'} ${area}`;
}

/** The flag for the end of a token; `at` in ms since 1970. */
export function expiresAtFlag(at: number): string {
  return `--expires-at ${new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')}`;
}
