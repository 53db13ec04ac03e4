import { fireEvent, screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge, aToken } from '../../test-support/builders.ts';
import {
  aDatabase,
  aDatabaseServer,
  aDatabaseToken,
  onDatabase,
  someDatabases,
} from '../../test-support/database-builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import CreatePage from './CreatePage.svelte';
import { type Grant, grantKey } from '#domain/grant';
import type { Traits } from '#domain/server';
import type { NewToken, Token } from '#domain/token';

const NOW = Date.UTC(2026, 5, 1);

/** The page on a server with databases; `about`: the token that is cloned or changed. */
async function open(
  traits: Partial<Traits> = {},
  keeps: Partial<Token> = {},
  about: { editOf?: Token; cloneOf?: Token } = {},
) {
  const server = aDatabaseServer({ traits });
  const resources = someDatabases([aDatabase('home'), aDatabase('plant'), aDatabase('_internal', { system: true })]);
  const bridge = aBridge({ server, resources })
    .answer('tokens.create', () => ({ token: aToken(keeps), revealId: 'r1' }))
    .answer('tokens.update', () => aToken(keeps));
  const app = appOver(bridge, NOW);
  app.modes.take([{ connectionId: 'c1', until: NOW + 900_000 }]);
  const page = { name: 'create' as const, connectionId: 'c1', ...about };
  app.route.go(page);
  const told: string[] = [];
  app.notices.bad = (text) => told.push(text);
  const drawn = renderView(CreatePage, { page }, app);
  await screen.findByRole('form');
  const wanted = () => bridge.inputsOf('tokens.create').map((input) => (input as { wanted: NewToken }).wanted);
  return { ...drawn, bridge, wanted, told, changed: () => bridge.inputsOf('tokens.update') };
}

const create = () => screen.getByRole('button', { name: 'Create token' });

test('S2.11 S2.12 S2.13 a database token is named, and ticked in a matrix of databases with further actions and the server’s own resources', async () => {
  const { user, wanted } = await open();
  await user.click(screen.getByRole('radio', { name: 'Database token' }));
  await user.click(screen.getByRole('checkbox', { name: 'Read home' }));
  await user.click(screen.getByRole('checkbox', { name: 'Write plant' }));
  await user.click(screen.getByRole('checkbox', { name: 'describe the chosen databases' }));
  await user.click(screen.getByRole('checkbox', { name: 'Read ping of the server' }));
  await user.click(create());
  expect(wanted()).toEqual([]);

  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'app');
  await user.click(create());

  await expect.poll(() => wanted().length).toBe(1);
  expect(wanted()[0]).toEqual({
    orgId: '',
    description: 'app',
    status: 'active',
    kind: 'database',
    grants: [
      { action: 'read', type: 'databases', id: 'home', name: 'home' },
      { action: 'write', type: 'databases', id: 'plant', name: 'plant' },
      { action: 'describe', type: 'databases', id: 'home', name: 'home' },
      { action: 'describe', type: 'databases', id: 'plant', name: 'plant' },
      { action: 'read', type: 'system', id: 'ping', name: 'ping' },
    ],
  });
});

test('blanks around a name are none of it', async () => {
  const { user, wanted } = await open();
  await user.click(screen.getByRole('radio', { name: 'Database token' }));
  await user.click(screen.getByRole('checkbox', { name: 'Read home' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), ' my app ');
  await user.click(create());
  await expect.poll(() => wanted().length).toBe(1);
  expect(wanted()[0]).toMatchObject({ description: 'my app' });
});

test('S2.15 the head of a column means all databases, also new ones', async () => {
  const { user, wanted } = await open();
  expect(screen.getByText(/stores hashes/)).toBeInTheDocument();
  await user.click(screen.getByRole('radio', { name: 'Database token' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'all');
  await user.click(screen.getByRole('button', { name: 'Read all, also new' }));
  await user.click(create());

  await expect.poll(wanted).toMatchObject([{ grants: [{ action: 'read', type: 'databases' }] }]);
  expect(wanted()[0]?.grants[0]).not.toHaveProperty('id');
});

test('S2.14 what has no organization, owner or status there is not asked for; when the token expires is', async () => {
  const { user, wanted } = await open();
  await user.click(screen.getByRole('radio', { name: 'Database token' }));

  expect(screen.queryByRole('button', { name: 'Organization' })).not.toBeInTheDocument();
  expect(screen.queryByText('Owner')).not.toBeInTheDocument();
  expect(screen.queryByText('Status')).not.toBeInTheDocument();
  screen.getByLabelText('Expires').focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('option', { name: 'In 30 days', hidden: true });
  await user.keyboard('in 30{Enter}');
  expect(screen.getByLabelText('Expires')).toHaveTextContent('In 30 days');

  const before = Date.now();
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'for a while');
  await user.click(screen.getByRole('button', { name: 'Read all, also new' }));
  await user.click(create());
  await expect.poll(() => wanted().length).toBe(1);
  const month = 30 * 86_400_000;
  const { expiresAt = 0 } = wanted()[0] ?? {};
  expect(expiresAt).toBeGreaterThanOrEqual(before + month);
  expect(expiresAt).toBeLessThanOrEqual(Date.now() + month);
});

test('S2.6 S2.7 a kind that the server cannot make stands there with its name and the reason', async () => {
  await open({
    offers: [
      { kind: 'admin' },
      { kind: 'database', label: 'Database token (Enterprise only)', reason: 'Core has admin tokens only.' },
    ],
  });

  expect(screen.getByRole('radio', { name: 'Database token (Enterprise only)' })).toBeDisabled();
  expect(screen.getByText('Core has admin tokens only.')).toBeInTheDocument();
  expect(screen.getByRole('radio', { name: 'Admin' })).toBeChecked();
});

test('another expiry than was asked for is told', async () => {
  const { user, wanted, told } = await open({}, { expiresAt: NOW });
  await user.click(screen.getByRole('radio', { name: 'Admin' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'ops');
  await user.click(create());

  await expect.poll(() => wanted().length).toBe(1);
  await expect.poll(() => told).toEqual(['The server keeps another expiry than was asked for']);
});

test('rights are changed in the form that makes them: what was given and is gone stays ticked, and the whole list is sent', async () => {
  const gone = { action: 'read', type: 'databases', id: 'old', name: 'old' } as const;
  const held = { action: 'write', type: 'databases', id: 'home', name: 'home' } as const;
  const shown = aToken({
    id: 'a-uuid',
    orgId: '',
    ownerId: '',
    description: 'edge',
    kind: 'database',
    grants: [gone, held],
  });
  const { user, changed } = await open(
    { label: 'description', changes: ['description', 'grants'] },
    {},
    { editOf: shown },
  );

  expect(screen.getByRole('heading', { name: 'Change the rights of edge' })).toBeInTheDocument();
  expect(screen.queryByRole('radio')).not.toBeInTheDocument();
  // No value is made, so none is shown once.
  expect(screen.queryByText(/stores hashes/)).not.toBeInTheDocument();
  expect(screen.getByRole('checkbox', { name: 'Read old' })).toBeChecked();
  await user.click(screen.getByRole('checkbox', { name: 'Read plant' }));
  await user.click(screen.getByRole('button', { name: 'Save rights' }));

  await expect.poll(changed).toMatchObject([
    {
      token: { store: 'api', id: 'a-uuid' },
      change: { description: 'edge', grants: [gone, { action: 'read', id: 'plant' }, held] },
      shown: { id: 'a-uuid' },
    },
  ]);
});

test('what the form makes or changes stands beside it as a command of influxctl, where that is the tool', async () => {
  const { user } = await open({ label: 'description', tool: 'influxctl', offers: [{ kind: 'database' }] });
  await user.type(screen.getByRole('textbox', { name: 'Description' }), 'edge');
  await user.click(screen.getByRole('checkbox', { name: 'Read plant' }));
  const command = screen.getByRole('region', { name: 'The same as a command: text' });
  expect(command).toHaveTextContent(/^influxctl --profile prod-eu token create --read-database plant edge$/);
});

test('a change of rights stands there as one too', async () => {
  const shown = aToken({ id: 'a-uuid', orgId: '', ownerId: '', description: 'edge', kind: 'database', grants: [] });
  const { user } = await open(
    { label: 'description', tool: 'influxctl', changes: ['description', 'grants'] },
    {},
    { editOf: shown },
  );
  await user.click(screen.getByRole('checkbox', { name: 'Write home' }));
  expect(screen.getByRole('region', { name: 'The same as a command: text' })).toHaveTextContent(
    /^influxctl --profile prod-eu token update --write-database home --description edge a-uuid$/,
  );
});

test('a clone takes every right along, those on the server itself and the further actions too', async () => {
  const grants: Grant[] = [
    onDatabase('read', 'home'),
    onDatabase('create', 'plant'),
    { action: 'read', type: 'system', id: 'health', name: 'health' },
  ];
  const { user, wanted } = await open({}, {}, { cloneOf: aDatabaseToken({ description: 'edge', grants }) });

  expect(screen.getByRole('checkbox', { name: 'Read health of the server' })).toBeChecked();
  expect(screen.getByRole('checkbox', { name: 'Read ping of the server' })).not.toBeChecked();
  await user.click(create());

  await expect.poll(() => wanted().length).toBe(1);
  const keys = (given: readonly Grant[] = []) => given.map(grantKey).sort();
  expect(keys(wanted()[0]?.grants)).toEqual(keys(grants));
});

test('a clone of an admin token is one, and nothing of it is said to be gone', async () => {
  const grants = (['read', 'write'] as const).map((action) => ({ action, type: 'instance' }));
  const { user, wanted } = await open(
    {},
    {},
    { cloneOf: aDatabaseToken({ description: 'ops', kind: 'admin', grants }) },
  );

  expect(screen.getByText(/^A copy of ops/)).toBeInTheDocument();
  expect(screen.queryByText(/Left out/)).not.toBeInTheDocument();
  await user.click(create());
  await expect.poll(wanted).toMatchObject([{ kind: 'admin', description: 'ops-v2', grants }]);
});

test('an expiry that the server refuses is marked at its field', async () => {
  const { user, bridge } = await open();
  bridge.refuse('tokens.create', { kind: 'invalid', field: 'expiry', reason: 'past' });
  await user.click(screen.getByRole('radio', { name: 'Admin' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'ops');
  await user.click(create());

  expect(await screen.findByText(/The expiry has to lie in the future/)).toBeInTheDocument();
  expect(screen.getByLabelText('Expires')).toBeInvalid();
});

test('a change whose answer was lost reads the list anew', async () => {
  const shown = aDatabaseToken({ description: 'edge', exactFirst: false });
  const { user, bridge } = await open(
    { label: 'description', changes: ['description', 'grants'] },
    {},
    { editOf: shown },
  );
  bridge.refuse('tokens.update', { kind: 'outcome-unknown', what: 'updateToken' });
  const lists = () => bridge.inputsOf('tokens.list').length;
  const before = lists();
  await user.click(screen.getByRole('button', { name: 'Save rights' }));

  await expect.poll(lists).toBe(before + 1);
});

test('a date that is over is refused at its field, with what to do', async () => {
  const { user, wanted } = await open();
  await user.click(screen.getByRole('radio', { name: 'Admin' }));
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'ops');
  screen.getByLabelText('Expires').focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('option', { name: 'On a date', hidden: true });
  await user.keyboard('on a{Enter}');
  await fireEvent.input(screen.getByLabelText(/^Expires on/), { target: { value: '2020-01-01T00:00' } });
  await user.click(create());

  expect(screen.getByLabelText(/^Expires on/)).toHaveAccessibleDescription(/This date is over\. Choose one/);
  expect(wanted()).toEqual([]);
});

test('a copy of a token that ends gets the same length, or is told to never end', async () => {
  const DAY = 86_400_000;
  const old = aDatabaseToken({ createdAt: NOW - 60 * DAY, expiresAt: NOW - 30 * DAY });
  const { unmount } = await open({}, {}, { cloneOf: old });
  expect(screen.getByLabelText('Expires')).toHaveTextContent('In 30 days');
  expect(screen.queryByText(/this one never does/)).toBeNull();
  unmount();

  await open({}, {}, { cloneOf: { ...old, expiresAt: NOW } });
  expect(screen.getByLabelText('Expires')).toHaveTextContent('Never');
  expect(screen.getByText(/this one never does, unless you choose/)).toBeInTheDocument();
});
