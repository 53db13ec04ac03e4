import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import {
  ACME,
  aBridge,
  ADMIN,
  anAllAccessSelf,
  aSelf,
  aServer,
  aToken,
  HOME,
  reads,
  someResources,
  TELEMETRY,
  writes,
  WRITER,
} from '../../test-support/builders.ts';
import type { InMemoryBridge } from '../../test-support/in-memory-bridge.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import CreatePage from './CreatePage.svelte';
import type { FailureFacts } from '#contract/failure';
import { type Grant, grantKey } from '#domain/grant';
import { allAccessGrants } from '#domain/grants-for';
import { KNOWN_TYPES } from '#domain/resource-type';
import type { NewToken, Token } from '#domain/token';

const NOW = Date.UTC(2026, 5, 1);
let bridge: InMemoryBridge;

beforeEach(() => {
  bridge = creating(aBridge());
});

function creating(over: InMemoryBridge): InMemoryBridge {
  return over
    .answer('tokens.create', () => ({ token: aToken({ id: '0d000000000000aa' }), revealId: 'r1' }))
    .answer('app.openHelp', () => undefined)
    .answer('app.copyText', () => undefined);
}

async function open({
  cloneOf,
  locked = false,
  narrowedTo,
}: { cloneOf?: Token; locked?: boolean; narrowedTo?: string } = {}) {
  const app = appOver(bridge, NOW);
  if (!locked) app.modes.take([{ connectionId: 'c1', until: NOW + 900_000 }]);
  if (narrowedTo) app.workspace.view('c1').filter('org', narrowedTo);
  const page = { name: 'create' as const, connectionId: 'c1', cloneOf };
  app.route.go(page);
  const drawn = renderView(CreatePage, { page }, app);
  await screen.findByRole('form', { name: 'Create a token' });
  return { ...drawn, app };
}

const kind = (name: string) => screen.getByRole('radio', { name });
const tick = (name: string) => screen.getByRole('checkbox', { name });
const create = () => screen.getByRole('button', { name: 'Create token' });
const wanted = () => bridge.inputsOf('tokens.create').map((input) => (input as { wanted: NewToken }).wanted);
const command = () => screen.getByRole('region', { name: 'The same as a command' });

test('S1.7 S1.8 it begins with the choice of the kind, and every kind has a description', async () => {
  const { user } = await open();
  for (const name of ['Read/Write', 'Custom', 'All access', 'Operator']) {
    await user.click(kind(name));
    expect(kind(name)).toBeChecked();
    expect(screen.getByRole('textbox', { name: 'Description' })).toBeVisible();
  }
});

test('S0.14 S1.9 S1.10 buckets are searched and ticked to read, to write, or both', async () => {
  const { user } = await open();
  await user.type(screen.getByRole('searchbox', { name: 'Search buckets' }), 'tele');
  expect(screen.queryByRole('checkbox', { name: 'Read home' })).toBeNull();
  await user.click(tick('Write telemetry'));
  await user.clear(screen.getByRole('searchbox', { name: 'Search buckets' }));
  await user.click(tick('Read telemetry'));
  await user.click(tick('Read home'));
  await user.click(create());

  await expect.poll(wanted).toHaveLength(1);
  const rights = wanted()[0]
    ?.grants.map(({ action, type, id, orgId }) => `${action} ${type} ${id} ${orgId}`)
    .sort();
  expect(rights).toEqual([
    `read buckets ${TELEMETRY} ${ACME}`,
    `read buckets ${HOME} ${ACME}`,
    `write buckets ${TELEMETRY} ${ACME}`,
  ]);
});

test('the head of a column means all buckets, also new ones: one right, whatever rows are ticked', async () => {
  const { user } = await open();
  await user.click(tick('Read home'));
  await user.click(screen.getByRole('button', { name: 'Read all, also new' }));
  expect(tick('Read telemetry')).toBeDisabled();
  await user.click(create());

  await expect.poll(wanted).toMatchObject([{ grants: [{ action: 'read', type: 'buckets', orgId: ACME }] }]);
  expect(wanted()[0]?.grants[0]).not.toHaveProperty('id');
});

test('the buckets of the server itself stand last', async () => {
  await open();
  const rows = screen.getAllByRole('rowheader').map(({ textContent }) => textContent.trim());
  expect(rows).toEqual(['home', 'telemetry', expect.stringMatching(/^_monitoring\s+kept by the server/)]);
});

test('S1.11 S1.14 nothing is made before Create is pressed, and always in one organization that is named', async () => {
  const { user, app } = await open();
  await user.type(screen.getByRole('textbox', { name: 'Description' }), 'telegraf on host-10');
  await user.click(tick('Write telemetry'));
  expect(wanted()).toEqual([]);
  expect(screen.getByText('In acme on prod-eu')).toBeVisible();

  await user.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(wanted).toMatchObject([{ orgId: ACME, description: 'telegraf on host-10', status: 'active' }]);
  await expect.poll(() => app.route.dialogs.at(-1)).toMatchObject({ name: 'secret', revealId: 'r1' });
  expect(app.route.page).toEqual({ name: 'server' });
  expect(app.workspace.view('c1').selected).toBe('api:0d000000000000aa');
});

test('S0.13 S1.15 all access means everything in the chosen organization', async () => {
  const { user } = await open();
  await user.click(kind('All access'));
  expect(command()).toHaveTextContent('influx auth create --org acme --user admin --all-access');
  await user.click(create());

  await expect.poll(wanted).toHaveLength(1);
  const { grants = [], orgId } = wanted()[0] ?? {};
  expect(orgId).toBe(ACME);
  expect(grants.filter(({ type }) => type === 'orgs')).toMatchObject([{ action: 'read', id: ACME }]);
  expect(grants.filter(({ type }) => type === 'users')).toMatchObject([{ id: ADMIN }, { id: ADMIN }]);
  const others = KNOWN_TYPES.filter((type) => !['orgs', 'users', 'instance'].includes(type));
  expect(others.length).toBeGreaterThan(10);
  for (const type of others)
    expect(grants.filter((grant) => grant.type === type)).toMatchObject([
      { action: 'read', orgId: ACME },
      { action: 'write', orgId: ACME },
    ]);
  expect(grants).toHaveLength(3 + 2 * others.length);
});

test('S1.16 operator means everything in every organization, though one is named in the command', async () => {
  const { user } = await open();
  await user.click(kind('Operator'));
  expect(command()).toHaveTextContent('influx auth create --org acme --user admin --operator');
  await user.click(create());

  await expect.poll(wanted).toHaveLength(1);
  const grants = wanted()[0]?.grants ?? [];
  expect(grants.some(({ orgId, id }) => orgId || id)).toBe(false);
  expect(grants.some(({ type }) => type === 'instance')).toBe(false);
});

test('S0.9 S0.10 without an operator token no operator token is offered; the reason and the recovery stand there', async () => {
  bridge = creating(aBridge({ server: aServer({ self: anAllAccessSelf() }) }));
  const { user, app } = await open();
  expect(kind('Operator')).toBeDisabled();
  expect(kind('Operator')).toHaveAccessibleDescription('Only an operator token can make another one.');
  expect(kind('All access')).toBeEnabled();

  await user.click(screen.getByRole('button', { name: 'No operator token at hand?' }));
  expect(app.route.dialogs.at(-1)).toEqual({ name: 'recovery', connectionId: 'c1' });
});

test('S1.13 a token that may not write tokens can create none, and says why', async () => {
  bridge = creating(aBridge({ server: aServer({ self: aSelf({ kind: 'read-write', grants: [reads(TELEMETRY)] }) }) }));
  await open();
  for (const name of ['Read/Write', 'Custom', 'All access', 'Operator']) expect(kind(name)).toBeDisabled();
  expect(create()).toHaveAttribute('aria-disabled', 'true');
  expect(create()).toHaveAccessibleDescription(/write: authorizations/);
});

test('S1.12 S1.17 the same as a command names several buckets by id and other types by their flags', async () => {
  const { user } = await open();
  await user.click(kind('Custom'));
  await user.click(tick('Read telemetry'));
  await user.click(tick('Read home'));
  await user.click(tick('Read Dashboards'));
  await user.click(tick('Read Tasks'));

  expect(command()).toHaveTextContent(`--read-bucket ${HOME}`);
  expect(command()).toHaveTextContent(`--read-bucket ${TELEMETRY}`);
  expect(command()).toHaveTextContent('--read-dashboards');
  expect(command()).toHaveTextContent('--read-tasks');
  await user.click(within(command()).getByRole('button', { name: 'influx auth create' }));
  expect(bridge.inputsOf('app.openHelp')).toEqual([{ key: 'cli-auth-create' }]);
});

test('S1.17 a right on users is not printed as a flag that would mean everyone, but has its reason and its call', async () => {
  const { user } = await open();
  await user.click(kind('Custom'));
  await user.click(tick('Read Users'));

  expect(within(command()).queryByRole('region', { name: 'The same as a command' })).toBeNull();
  expect(command()).not.toHaveTextContent('--read-users ');
  expect(screen.getByRole('region', { name: 'The same as a call' })).toHaveTextContent('/api/v2/authorizations');
});

test('S1.19 S1.23 the call shows the exact body with ids, never names, and leads to its page', async () => {
  const { user } = await open();
  await user.click(tick('Read telemetry'));
  const call = screen.getByRole('region', { name: 'The same as a call' });
  expect(call).toHaveTextContent('"orgID":"' + ACME);
  expect(call).toHaveTextContent('"id":"' + TELEMETRY);
  expect(call).not.toHaveTextContent('"name"');

  await user.click(within(call).getByRole('button', { name: /POST/ }));
  expect(bridge.inputsOf('app.openHelp')).toEqual([{ key: 'api-authorizations' }]);
});

async function choose(
  user: { click: (element: Element) => Promise<void>; keyboard: (keys: string) => Promise<void> },
  field: RegExp,
  option: string,
) {
  const trigger = screen.getByLabelText(field);
  trigger.focus();
  await user.keyboard('{Enter}');
  const found = await screen.findByRole('option', { name: new RegExp(option), hidden: true });
  found.dispatchEvent(new PointerEvent('pointerup', { bubbles: true, cancelable: true }));
  await expect.poll(() => trigger.textContent).toContain(option);
}

test('S1.5 S1.21 S3.6 it can be for another user, with the advice on generic ones', async () => {
  const { user } = await open();
  expect(screen.getByText(/generic user that belongs to no person/)).toBeVisible();
  await choose(user, /^Owner/, 'svc-writer');
  await user.click(tick('Write telemetry'));
  expect(command()).toHaveTextContent('--user svc-writer');
  await user.click(create());

  await expect.poll(wanted).toMatchObject([{ ownerId: WRITER }]);
});

test('S1.22 a generic user is made first, and only once when the token then fails', async () => {
  bridge
    .answer('users.create', () => ({ id: '0c000000000000aa', name: 'svc-new', status: 'active' }))
    .refuse('tokens.create', { kind: 'timeout', host: 'h', phase: 'connect' });
  const { user } = await open();
  await choose(user, /^Owner/, 'New user');
  await user.type(screen.getByRole('textbox', { name: /Name of the new user/ }), 'svc-new');
  await user.click(tick('Write telemetry'));
  await user.click(create());
  await screen.findByRole('alert');
  bridge.answer('tokens.create', () => ({ token: aToken(), revealId: 'r1' }));
  await user.click(create());

  await expect.poll(wanted).toHaveLength(2);
  expect(bridge.inputsOf('users.create')).toEqual([{ connectionId: 'c1', name: 'svc-new' }]);
  expect(wanted()[1]).toMatchObject({ ownerId: '0c000000000000aa' });
});

test.each<[string, FailureFacts, () => HTMLElement]>([
  [
    'description',
    { kind: 'server-refused', status: 400, message: 'no', field: 'description' },
    () => screen.getByRole('textbox', { name: 'Description' }),
  ],
  [
    'organization',
    { kind: 'server-refused', status: 400, message: 'no', field: 'organization' },
    () => screen.getByLabelText('Organization'),
  ],
  ['owner', { kind: 'gone', what: 'user' }, () => screen.getByLabelText(/^Owner/)],
  [
    'status',
    { kind: 'server-refused', status: 400, message: 'no', field: 'status' },
    () => screen.getByLabelText('Status'),
  ],
])('a refusal lands on the %s that the server meant, and keeps every field', async (_name, facts, field) => {
  bridge.refuse('tokens.create', facts);
  const { user } = await open();
  await user.type(screen.getByRole('textbox', { name: 'Description' }), 'kept');
  await user.click(tick('Write telemetry'));
  await user.click(create());

  await expect.poll(() => field().getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('textbox', { name: 'Description' })).toHaveValue('kept');
  expect(tick('Write telemetry')).toBeChecked();
});

test('a lost answer is told with the token that was found, which can be taken away', async () => {
  bridge
    .refuse('tokens.create', {
      kind: 'outcome-unknown',
      what: 'createToken',
      found: { store: 'api', id: '0d000000000000bb' },
    })
    .answer('tokens.get', () => aToken({ id: '0d000000000000bb' }));
  const { user, app } = await open();
  await user.click(tick('Write telemetry'));
  await user.click(create());

  expect(await screen.findByText('The token was made, but its value is lost')).toBeVisible();
  expect(wanted()).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Delete it' }));
  await expect
    .poll(() => app.route.dialogs.at(-1))
    .toMatchObject({ name: 'delete-token', token: { id: '0d000000000000bb' } });
});

test('E7 on a locked server Create does nothing but say how to unlock', async () => {
  const { user } = await open({ locked: true });
  await user.click(tick('Write telemetry'));
  await user.click(create());
  await user.keyboard('{Control>}{Enter}{/Control}');

  expect(create()).toHaveAccessibleDescription('Unlock prod-eu to create tokens.');
  expect(wanted()).toEqual([]);
});

test('S0.12 another organization than the one in view asks first', async () => {
  const { user } = await open({ narrowedTo: 'globex' });
  expect(await screen.findByText('In globex on prod-eu')).toBeVisible();
  await choose(user, /^Organization/, 'acme');
  await user.click(tick('Write telemetry'));
  await user.click(create());
  expect(wanted()).toEqual([]);

  await user.click(screen.getByRole('checkbox', { name: /I mean acme/ }));
  await user.click(create());
  await expect.poll(wanted).toMatchObject([{ orgId: ACME }]);
});

test('a clone takes over what is still there and names what is gone', async () => {
  const cloneOf = aToken({
    description: 'old ingest',
    grants: [reads(TELEMETRY, 'telemetry'), writes('0bffffffffffffff', 'home'), writes('0beeeeeeeeeeeeee')],
  });
  await open({ cloneOf });

  expect(screen.getByRole('textbox', { name: 'Description' })).toHaveValue('old ingest');
  expect(tick('Read telemetry')).toBeChecked();
  expect(screen.getByText(/Left out, because they are gone/)).toHaveTextContent('0beeeeeeeeeeeeee');
});

test.each([
  ['lacks newer types', (all: Grant[]) => all.filter(({ type }) => type !== 'remotes' && type !== 'replications')],
  ['may change its organization', (all: Grant[]) => [...all, { action: 'write' as const, type: 'orgs', id: ACME }]],
])('a clone of an all-access token that %s has its rights, neither more nor less', async (_how, change) => {
  const grants = change(allAccessGrants({ orgId: ACME, ownerId: ADMIN, types: KNOWN_TYPES }));
  const { user } = await open({ cloneOf: aToken({ grants }) });
  expect(kind('Custom')).toBeChecked();
  await user.click(create());
  await expect.poll(() => wanted()[0]?.grants.map(grantKey).sort()).toEqual(grants.map(grantKey).sort());
});

test('a clone of an all-access token as it is made today is one', async () => {
  await open({ cloneOf: aToken({ grants: allAccessGrants({ orgId: ACME, ownerId: ADMIN, types: KNOWN_TYPES }) }) });
  expect(kind('All access')).toBeChecked();
});

test('a clone with 10,000 rights opens and is made without losing one', async () => {
  const buckets = Array.from({ length: 5000 }, (_, at) => ({
    id: (at + 0xb0000).toString(16).padStart(16, '0'),
    name: `bucket ${at}`,
    orgId: ACME,
    retention: 0,
    system: false,
  }));
  bridge = creating(aBridge({ resources: someResources({ buckets }) }));
  const grants = buckets.flatMap(({ id, name }) => [reads(id, name), writes(id, name)]);
  // Not a plain object, so that the testing library does not make 10,000 rights reactive, which the app does not
  // either.
  const { user } = await open({ cloneOf: Object.assign(new (class Raw {})(), aToken({ grants })) });
  await user.click(create());

  await expect.poll(() => wanted()[0]?.grants.length).toBe(10_000);
  expect(screen.getAllByRole('checkbox').length).toBeLessThan(100);
});

test('single resources of other types are given by id, and a wrong id is said', async () => {
  const { user } = await open();
  await user.click(kind('Custom'));
  await user.type(screen.getByRole('textbox', { name: 'Id' }), 'my telegraf');
  await user.click(screen.getByRole('button', { name: 'Add' }));
  expect(screen.getByText(/16 hexadecimal digits/)).toBeVisible();

  await user.clear(screen.getByRole('textbox', { name: 'Id' }));
  await user.type(screen.getByRole('textbox', { name: 'Id' }), '0A1B2C3D4E5F6071{Enter}');
  await user.click(create());
  await expect
    .poll(wanted)
    .toMatchObject([{ grants: [{ action: 'read', type: 'telegrafs', id: '0a1b2c3d4e5f6071' }] }]);
});

test('a token wider than the own one cannot be made, and the reason names the right', async () => {
  bridge = creating(aBridge({ server: aServer({ self: anAllAccessSelf() }) }));
  const { user } = await open();
  await choose(user, /^Organization/, 'globex');
  await user.click(screen.getByRole('button', { name: 'Read all, also new' }));
  await user.click(create());

  expect(wanted()).toEqual([]);
  expect(create()).toHaveAttribute('aria-disabled', 'true');
});
