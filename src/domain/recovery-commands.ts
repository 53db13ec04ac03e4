import { isBefore } from './version.ts';

/** What to do where no operator token is at hand: commands for the server's own machine, and what to know before. */
export type Recovery =
  | { readonly lines: readonly string[]; readonly note: string; readonly help: 'recovery' }
  | { readonly reason: string; readonly help: 'recovery' };

/**
 * How an operator token is made without one: `influxd recovery auth`, on the server's machine with the server stopped,
 * since
 * 2.1. It keeps plain values unless told otherwise; from 2.8 on it can keep hashes, but then prints the new token as
 * REDACTED.
 */
export function recoveryCommands(version: string): Recovery {
  if (isBefore(version, '2.1')) {
    return {
      reason:
        'InfluxDB 2.0 has no recovery command. Update the server to 2.1 or later, then use influxd recovery auth.',
      help: 'recovery',
    };
  }
  const notes = [
    'Stop the server first: the command opens its file (influxd.bolt).',
    'Put in the name of an organization and of a user that exist.',
    'It prints every token that it makes or lists, with values where they are kept.',
    'Without --bolt-path it opens ~/.influxdbv2/influxd.bolt of the user who runs it.',
  ];
  const hashes =
    'Leave out --store-token-hashes here: with it the new token is printed as REDACTED and is lost. A server that hashes does so at its next start.';
  return {
    lines: ['influxd recovery auth list', 'influxd recovery auth create-operator --org ORGANIZATION --username USER'],
    note: (isBefore(version, '2.8') ? notes : [...notes, hashes]).join(' '),
    help: 'recovery',
  };
}
