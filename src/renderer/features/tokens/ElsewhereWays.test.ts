import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge, aConnection, aToken } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import ElsewhereWays from './ElsewhereWays.svelte';
import type { Token } from '#domain/token';

const ID = '0d00000000000007';
const ADDRESS = 'https://influx.example:8086';

function ways(facts: Partial<Token> = {}) {
  const bridge = aBridge().answer('app.copyText', () => undefined);
  const props = { connection: aConnection({ address: ADDRESS }), token: aToken({ id: ID, ...facts }) };
  return { ...renderView(ElsewhereWays, props, appOver(bridge)), bridge };
}

async function commandsOf(what: string): Promise<string> {
  const group = (await screen.findByText(what)).closest('details')!;
  return group.textContent;
}

test('S0.4 showing, renaming, deactivating and deleting this token stand there for both tools, folded', async () => {
  const { container } = ways();
  expect(container.querySelectorAll('details[open]')).toHaveLength(0);
  expect(await commandsOf('Show it')).toContain(`influx auth list --id ${ID}`);
  expect(await commandsOf('Rename it')).toMatch(/no command that changes a description.*--request PATCH/su);
  expect(await commandsOf('Deactivate it')).toMatch(/influx auth inactive --id .*"status":"inactive"/su);
  expect(await commandsOf('Delete it')).toMatch(
    new RegExp(`influx auth delete --id ${ID}.*--request DELETE ${ADDRESS}/api/v2/authorizations/${ID}`, 'su'),
  );
});

test('an inactive token is activated; every call takes its token from the environment, and none holds a value', async () => {
  const { container } = ways({ status: 'inactive' });
  expect(await commandsOf('Activate it')).toMatch(/influx auth active --id .*"status":"active"/su);
  expect(screen.queryByText('Deactivate it')).toBeNull();
  expect(container.textContent.match(/Authorization: Token \S+/gu)).toEqual(
    Array.from({ length: 4 }, () => 'Authorization: Token $INFLUX_TOKEN"'),
  );
});

test('a login of 1.x has the commands of its own store', async () => {
  ways({ store: 'v1', username: 'grafana' });
  expect(await commandsOf('Show it')).toContain('influx v1 auth list --username grafana');
  expect(await commandsOf('Delete it')).toContain(`${ADDRESS}/private/legacy/authorizations/${ID}`);
});

test('a command is copied as it stands', async () => {
  const { user, bridge } = ways();
  await user.click(screen.getByText('Show it'));
  await user.click(screen.getAllByRole('button', { name: 'Copy' })[1]!);
  expect(bridge.inputsOf('app.copyText')).toMatchObject([
    { text: expect.stringContaining(`curl ${ADDRESS}/api/v2/authorizations/${ID}`) as string },
  ]);
});
