import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { connectionsQuery } from '#api/queries';
import { allAccessGrants, operatorGrants } from '#domain/grants-for';
import { KNOWN_TYPES } from '#domain/resource-type';
import type { Token } from '#domain/token';
import { aBridge, aConnection, ACME, ADMIN, anAllAccessSelf, aServer, aToken } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import FleetPage from './FleetPage.svelte';

const NOW = Date.UTC(2026, 5, 1);
const END = { readAt: NOW, completeness: 'every-token', unreadable: 0, v1: 'absent' } as const;
const grants = operatorGrants(KNOWN_TYPES);

/** Both servers hold the same; the second tells it only when `goOn` is called. */
async function page(tokens: Token[]) {
  let goOn: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (goOn = resolve));
  const connections = [aConnection({ id: 'c1', name: 'prod-eu' }), aConnection({ id: 'c2', name: 'prod-us' })];
  const bridge = aBridge({ connections, tokens, server: aServer({ self: anAllAccessSelf() }) })
    .answer('findings.accepted', () => [])
    .answer('views.list', () => [])
    .streamOf('tokens.list', async ({ connectionId }: { connectionId: string }, chunk) => {
      if (connectionId === 'c2') await told;
      chunk(tokens);
      return END;
    });
  const app = appOver(bridge, NOW);
  await app.queries.fetchQuery(connectionsQuery(app.api));
  return { ...renderView(FleetPage, {}, app), goOn, bridge };
}

const shown = () =>
  within(screen.getByRole('grid', { name: 'Tokens of all servers' }))
    .queryAllByRole('row')
    .slice(1)
    .map((row) => row.textContent.replace(/\s+/gu, ' '));
const search = () => screen.getByRole('searchbox', { name: 'Search all servers' });

test('what was found of servers that nobody opened is searched, and who is not judged yet is named', async () => {
  const { user, goOn } = await page([
    aToken({ id: '1', description: 'root', grants, createdAt: 1 }),
    aToken({ id: '2', description: 'spare', grants, createdAt: 2 }),
    aToken({ id: '3', description: 'telegraf' }),
  ]);
  await expect.poll(() => shown().length).toBe(3);
  await user.type(search(), 'finding:operator-e');
  await expect.poll(() => screen.queryByText(/^Not judged yet: prod-us$/)).toBeVisible();
  await expect.poll(shown).toEqual([expect.stringContaining('spare')]);

  goOn();
  await expect.poll(() => screen.queryByText(/^Not judged yet/)).toBeNull();
  await expect
    .poll(shown, { timeout: 3_000 })
    .toEqual([expect.stringContaining('spare'), expect.stringContaining('spare')]);
});

test('an all-access token whose value is noted to lie with a program is found by that', async () => {
  const all = allAccessGrants({ orgId: ACME, ownerId: ADMIN, types: KNOWN_TYPES });
  const { user, goOn, bridge } = await page([
    aToken({ id: '1', description: 'one', grants: all }),
    aToken({ id: '2', description: 'two', grants: all }),
  ]);
  bridge.answer('notes.list', () => ({ 'api:2': '/etc/telegraf/telegraf.conf', 'api:1': 'in the safe' }));
  goOn();
  await user.type(search(), 'finding:everything server:eu');
  await expect.poll(shown, { timeout: 3_000 }).toEqual([expect.stringContaining('two')]);
});

test('revoked tokens are shown when a person asks for them', async () => {
  const { user } = await page([
    aToken({ id: '1', description: 'telegraf' }),
    aToken({ id: '2', description: 'former', status: 'revoked' }),
  ]);
  await expect.poll(shown).toEqual([expect.stringContaining('telegraf')]);
  await user.click(screen.getByRole('button', { name: 'Show 1 revoked' }));
  await expect.poll(() => shown().length).toBe(2);
  await user.click(screen.getByRole('button', { name: /^Revoked/ }));
  await expect.poll(() => shown().length).toBe(1);

  await user.type(search(), 'former');
  await expect.poll(() => screen.queryByText(/but for 1 revoked/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Show the revoked' }));
  await expect.poll(shown).toEqual([expect.stringContaining('former')]);
});

test('of active tokens it is said that nobody knows their use', async () => {
  const { user } = await page([
    aToken({ id: '1', description: 'off', status: 'inactive', changedAt: NOW - 100 * 86_400_000 }),
    aToken({ id: '2', description: 'on' }),
  ]);
  await user.type(search(), 'unused:>90d');
  await expect.poll(shown).toEqual([expect.stringContaining('off')]);
  expect(screen.getByText('Nothing tells the use of one token')).toBeVisible();
});
