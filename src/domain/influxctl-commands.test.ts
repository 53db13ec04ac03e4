import { expect, test } from 'vitest';
import { managementCommands } from './influxctl-commands.ts';
import { influxctlCreate, influxctlList } from './influxctl-token-commands.ts';

const END = Date.UTC(2026, 11, 1);
const commandsOf = (name: string) => managementCommands(name, END).map(({ command }) => command);

test('S4.10 management tokens are listed, made and revoked with influxctl, by the profile of the connection', () => {
  expect(commandsOf('prod-eu')).toEqual([
    'influxctl --profile prod-eu management list --format json',
    "influxctl --profile prod-eu management create --description 'Token Explorer' --expires-at 2026-12-01T00:00:00Z --format json",
    'influxctl --profile prod-eu management revoke TOKEN_ID',
  ]);
});

test('S4.12 beside the command that makes one stands where its value is to be stored', () => {
  const make = managementCommands('prod-eu', Date.UTC(2026, 11, 1)).find(({ what }) => what === 'Make one');
  expect(make?.note).toMatch(/shows the value once: store it at once in a password vault/);
});

test('a name is one word of the shell, and never a flag', () => {
  expect(commandsOf("it's; rm -rf ~")[0]).toContain(`--profile 'it'\\''s; rm -rf ~' `);
  expect(commandsOf('-x')[0]).toContain('--profile=-x ');
  expect(commandsOf('a\u202eb')[0]).toContain('--profile PROFILE ');
});

test('commands for both kinds of tokens begin alike, end a token alike and say the same of its value', () => {
  const [, make] = managementCommands('prod-eu', END);
  const made = influxctlCreate('prod-eu', { description: 'x', grants: [], expiresAt: END });
  const list = influxctlList('prod-eu', false);
  if (!('command' in made) || !('command' in list)) throw new Error('nothing is printed');
  expect(list.command).toBe(commandsOf('prod-eu')[0]?.replace('management', 'token'));
  expect(/--expires-at \S+/.exec(made.command)?.[0]).toBe(/--expires-at \S+/.exec(make?.command ?? '')?.[0]);
  expect(make?.note.startsWith(made.notes[0] ?? '?')).toBe(true);
});
