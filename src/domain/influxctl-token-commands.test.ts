import { describe, expect, test } from 'vitest';
import { influxctlCreate, influxctlList, influxctlRevoke, influxctlUpdate } from './influxctl-token-commands.ts';
import type { Grant } from './grant.ts';

const read = (id?: string): Grant => ({ action: 'read', type: 'databases', ...(id && { id }) });
const write = (id?: string): Grant => ({ action: 'write', type: 'databases', ...(id && { id }) });
const ID = '55555555-5555-4555-8555-555555555555';

describe('a database token is', () => {
  test('listed, with the revoked ones where they are shown', () => {
    expect(influxctlList('prod', false)).toMatchObject({
      command: 'influxctl --profile prod token list --format json',
    });
    expect(influxctlList('prod', true)).toMatchObject({
      command: 'influxctl --profile prod token list --include-revoked --format json',
    });
  });

  test('made with its rights, its end and its description, and never with a value', () => {
    const made = influxctlCreate('prod', {
      description: "telegraf's fleet",
      grants: [read('plants/a'), write(), write()],
      expiresAt: Date.UTC(2030, 0, 1, 12),
    });
    expect(made).toMatchObject({
      command:
        "influxctl --profile prod token create --read-database plants/a --write-database '*' --expires-at 2030-01-01T12:00:00Z 'telegraf'\\''s fleet'",
      help: 'influxctl-token',
    });
    expect('notes' in made && made.notes.join()).toMatch(/value once/);
  });

  test('changed by all its rights at once, and revoked by its id', () => {
    expect(influxctlUpdate('prod', { id: ID }, { description: 'grafana', grants: [read('energy')] })).toMatchObject({
      command: `influxctl --profile prod token update --read-database energy --description grafana ${ID}`,
    });
    expect(influxctlRevoke('-x', { id: ID })).toMatchObject({ command: `influxctl --profile=-x token revoke ${ID}` });
  });
});

describe('no command is printed', () => {
  test.each([
    ['for a token without a description', { description: ' ', grants: [read()] }, /without a description/],
    ['for a description that looks like a flag', { description: '-f', grants: [read()] }, /begins with a dash/],
    ['for what cannot be seen', { description: 'a\u202eb', grants: [read()] }, /typed safely/],
    ['for a database that cannot be typed', { description: 'a', grants: [read('x\u0000')] }, /name of a database/],
    [
      'for a right that influxctl does not know',
      { description: 'a', grants: [{ action: 'drop', type: 'databases' } as const] },
      /no other/,
    ],
  ])('%s', (_why, wanted, reason) => {
    expect(influxctlCreate('prod', wanted)).toMatchObject({ reason: expect.stringMatching(reason) as string });
  });

  test('for a change to no rights, nor for an id that is none', () => {
    expect(influxctlUpdate('p', { id: ID }, { description: 'a', grants: [] })).toHaveProperty('reason');
    expect(influxctlUpdate('p', { id: '; rm' }, { description: 'a', grants: [read()] })).toHaveProperty('reason');
    expect(influxctlRevoke('p', { id: '$(x)' })).toHaveProperty('reason');
  });
});
