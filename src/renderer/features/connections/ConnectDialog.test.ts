import { screen, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { aBridge, aConnection, aSelf, aServer, someFacts } from '../../test-support/builders.ts';
import type { InMemoryBridge } from '../../test-support/in-memory-bridge.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import ConnectDialog from './ConnectDialog.svelte';
import TestConnectionDialog from './TestConnectionDialog.svelte';
import type { Step } from '#contract/shapes';

const TOKEN = 'hxsVv_b8nXh0fAq4Jm2oC9==';
const ANSWERING = {
  product: 'InfluxDB OSS',
  supported: true,
  version: '2.9.1',
  readiness: 'ready' as const,
  plainHttp: false,
};
let bridge: InMemoryBridge;

beforeEach(() => {
  bridge = aBridge()
    .answer('connections.look', () => ANSWERING)
    .answer('connections.add', () => aConnection({ id: 'c2' }))
    .answer('connections.update', () => aConnection());
});

async function open(connectionId?: string) {
  let closed = 0;
  const app = appOver(bridge);
  const drawn = renderView(
    ConnectDialog,
    { dialog: { name: 'connect' as const, connectionId }, onclose: () => (closed += 1) },
    app,
  );
  await screen.findByRole('dialog');
  return { ...drawn, app, closed: () => closed };
}

const looks = () => bridge.inputsOf('connections.look').map((input) => (input as { address: string }).address);
const address = () => screen.getByRole('textbox', { name: /Address/ });
const token = () => screen.getByLabelText(/^API token/);
const save = () => screen.getByRole('button', { name: 'Save' });

test('on leaving the address the dialog says who answers there, and nothing is sent but the address', async () => {
  const { user } = await open();
  await user.type(address(), 'https://influx.example.com:8086');
  await user.type(token(), TOKEN);

  expect(await screen.findByText('InfluxDB OSS 2.9.1')).toBeVisible();
  expect(bridge.inputsOf('connections.look')).toEqual([{ address: 'https://influx.example.com:8086', ca: null }]);
});

test('an address where nothing answers says so, and can still be saved', async () => {
  bridge.refuse('connections.look', { kind: 'unreachable', host: 'influx.example.com', cause: 'refused' });
  const { user, closed } = await open();
  await user.type(address(), 'https://influx.example.com:8086');
  await user.tab();
  expect(await screen.findByText(/refused/i)).toBeVisible();

  await user.click(save());
  await expect.poll(closed).toBe(1);
});

test.each([
  ['ftp://influx', /must begin with https/],
  ['https://admin:secret@influx', /Leave user and password out/],
  ['https://in flux', /space inside/],
])('the address %s is refused with words, before anything is asked', async (typed, words) => {
  const { user } = await open();
  await user.type(address(), typed);
  await user.tab();

  expect(await screen.findByText(words)).toBeVisible();
  expect(address()).toHaveValue(typed);
  expect(bridge.inputsOf('connections.look')).toEqual([]);
});

test('the answer for an address that was changed meanwhile is dropped', async () => {
  let slow: (value: unknown) => void = () => undefined;
  bridge.answer('connections.look', () => new Promise((resolve) => (slow = resolve)));
  const { user } = await open();
  await user.type(address(), 'https://one');
  await user.tab();
  await user.type(address(), '.example.com');
  slow({ ...ANSWERING, version: '2.0.9' });

  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(screen.queryByText(/2\.0\.9/)).toBeNull();
});

test('D6 the token field masks, is remembered by nobody, and is empty after it was handed over', async () => {
  let refused = true;
  bridge.answer('connections.add', () => {
    if (refused) throw new Error('full');
    return aConnection({ id: 'c2' });
  });
  const { user } = await open();
  expect(token()).toHaveAttribute('type', 'password');
  expect(token()).toHaveAttribute('autocomplete', 'off');
  expect(token()).toHaveAttribute('spellcheck', 'false');

  await user.type(address(), 'https://influx');
  await user.type(token(), TOKEN);
  await user.click(save());
  await screen.findByRole('alert');
  expect(token()).toHaveValue(TOKEN);

  refused = false;
  const field = token() as HTMLInputElement;
  await user.click(save());
  await expect.poll(() => field.value).toBe('');
  expect(localStorage).toHaveLength(0);
  expect(sessionStorage).toHaveLength(0);
});

test('a pasted token loses its scheme and quotes, and that is said', async () => {
  const { user } = await open();
  await user.type(address(), 'https://influx');
  await user.click(token());
  await user.paste(`Token "${TOKEN}"`);
  expect(screen.getByText(/only the token itself is kept/)).toBeVisible();

  await user.click(save());
  await expect.poll(() => bridge.inputsOf('connections.add')).toMatchObject([{ secret: TOKEN }]);
});

test('the token of another product is told at once, and one that no header can carry is not handed over', async () => {
  const { user } = await open();
  await user.type(token(), 'apiv3_abc');
  expect(screen.getByText(/looks like a token of InfluxDB 3/)).toBeVisible();

  await user.type(address(), 'https://influx');
  await user.clear(token());
  await user.type(token(), 'tökén');
  await user.click(save());
  expect(screen.getByText(/character that no token can hold/)).toBeVisible();
  expect(bridge.inputsOf('connections.add')).toEqual([]);
});

const STEPS: Step[] = [
  { name: 'reach', outcome: 'ok', value: '12 ms' },
  { name: 'product', outcome: 'ok', value: 'InfluxDB OSS 2.9.1' },
  { name: 'credential', outcome: 'failed', failure: { kind: 'bad-credential' } },
];

test('a test shows each step with its result; one that failed says what to do, and does not keep from saving', async () => {
  bridge.streamOf('connections.test', (_input, chunk) => {
    for (const step of STEPS) chunk(step);
    return null;
  });
  const { user, closed } = await open();
  await user.type(address(), 'https://influx');
  await user.click(screen.getByRole('button', { name: 'Test' }));

  const result = await screen.findByRole('region', { name: 'Result of the test' });
  expect(await within(result).findByText('InfluxDB OSS 2.9.1')).toBeVisible();
  expect(await within(result).findByRole('alert')).toHaveTextContent(/token/i);
  await user.click(within(result).getByRole('button'));
  expect(token()).toHaveFocus();
  expect(await within(result).findByText(/save the server all the same/)).toBeVisible();
  expect(bridge.inputsOf('connections.add')).toEqual([]);

  await user.click(save());
  await expect.poll(closed).toBe(1);
});

test('a test of a server that is saved offers no saving', async () => {
  bridge.streamOf('connections.test', (_input, chunk) => {
    for (const step of STEPS) chunk(step);
    return null;
  });
  const dialog = { name: 'test-connection' as const, connectionId: 'c1' };
  renderView(TestConnectionDialog, { dialog, onclose: () => undefined }, appOver(bridge));

  expect(await screen.findByRole('alert')).toHaveTextContent(/token/i);
  expect(screen.queryByText(/save the server/)).not.toBeInTheDocument();
});

test('a test that went well says what the own token is', async () => {
  bridge.streamOf('connections.test', () => aServer({ self: aSelf({ kind: 'all-access', userName: 'bob' }) }));
  const { user } = await open();
  await user.type(address(), 'https://influx');
  await user.click(screen.getByRole('button', { name: 'Test' }));

  expect(await screen.findByText(/an all-access token of bob in acme/)).toBeVisible();
});

test('without a key store the dialog says that the token is kept for this run only', async () => {
  bridge.answer('app.facts', () => someFacts({ keyStore: { available: false, backend: 'basic_text' } }));
  await open();
  expect(await screen.findByText(/kept until Token Explorer quits, and never written to disk/)).toBeVisible();
});

test('a server that is not set up is offered to be set up instead of a token field', async () => {
  bridge.answer('connections.look', () => ({ ...ANSWERING, readiness: 'not-set-up' }));
  const { user, app } = await open();
  await user.type(address(), 'https://influx');
  await user.tab();

  await user.click(await screen.findByRole('button', { name: 'Save and set up' }));
  expect(screen.queryByLabelText(/^API token/)).toBeNull();
  await expect.poll(() => app.route.dialogs.at(-1)).toEqual({ name: 'set-up', connectionId: 'c2' });
});

test('what was typed into the token field is not saved once the field is gone', async () => {
  const { user } = await open();
  await user.type(token(), 'two words');
  bridge.answer('connections.look', () => ({ ...ANSWERING, readiness: 'not-set-up' }));
  await user.type(address(), 'https://influx');
  await user.tab();
  await screen.findByRole('button', { name: 'Save and set up' });
  await user.click(save());

  await expect.poll(() => bridge.inputsOf('connections.add')).toHaveLength(1);
  expect(bridge.inputsOf('connections.add')[0]).not.toHaveProperty('secret');
});

test('editing keeps the stored token when its field stays empty, and says when another address will not get it', async () => {
  const { user } = await open('c1');
  expect(screen.getByRole('dialog', { name: 'Edit the server' })).toBeVisible();
  await user.clear(address());
  await user.type(address(), 'https://evil.example.com:8086');
  expect(await screen.findByText(/not sent to another one/)).toBeVisible();

  await user.clear(address());
  await user.type(address(), 'https://influx.example.com:8086');
  await user.click(save());
  await expect
    .poll(() => bridge.inputsOf('connections.update'))
    .toMatchObject([{ connectionId: 'c1', draft: { name: 'prod-eu' } }]);
  expect(bridge.inputsOf('connections.update')[0]).not.toHaveProperty('secret');
});

test('nothing is saved by closing', async () => {
  const { user, closed } = await open();
  await user.type(address(), 'https://influx');
  await user.keyboard('{Escape}');
  expect(closed()).toBe(1);
  expect(bridge.inputsOf('connections.add')).toEqual([]);
});

test('what main refuses stands at its field, and everything that was entered is still there', async () => {
  bridge.refuse('connections.add', { kind: 'invalid', field: 'draft.name', reason: 'taken' });
  const { user } = await open();
  await user.type(address(), 'https://influx');
  await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'twice');
  await user.click(save());

  await expect.poll(() => screen.getByRole('textbox', { name: /^Name/ }).getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('textbox', { name: /^Name/ })).toHaveValue('twice');
  expect(address()).toHaveValue('https://influx');
});

test('S3.16 regions of InfluxDB Cloud are suggested, and any other address can be typed', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Regions of InfluxDB Cloud' }));
  await user.click(await screen.findByRole('menuitem', { name: 'AWS EU (Frankfurt)' }));

  expect(address()).toHaveValue('https://eu-central-1-1.aws.cloud2.influxdata.com');
  expect(looks()).toEqual(['https://eu-central-1-1.aws.cloud2.influxdata.com']);
  await user.clear(address());
  await user.type(address(), 'https://private.example.com');
  await user.tab();

  expect(looks().at(-1)).toBe('https://private.example.com');
});

test('a page that was copied from a browser means its server, and that is said', async () => {
  const { user } = await open();
  await user.type(address(), 'https://eu-central-1-1.aws.cloud2.influxdata.com/orgs/03a2bbf46249a000/load-data?x=1');
  await user.tab();

  expect(screen.getByText('Taken as https://eu-central-1-1.aws.cloud2.influxdata.com')).toBeVisible();
  expect(looks()).toEqual(['https://eu-central-1-1.aws.cloud2.influxdata.com']);
});

test('in the console a cluster is named by two ids, and nothing is asked before both are there', async () => {
  bridge.answer('connections.look', () => ({ ...ANSWERING, product: 'InfluxDB Cloud Dedicated', version: '' }));
  const { user, closed } = await open();
  await user.type(address(), 'https://console.influxdata.com');
  await user.tab();
  await user.click(save());
  expect(screen.getByText(/Enter the id of the account/)).toBeVisible();
  expect(looks()).toEqual([]);

  await user.type(screen.getByRole('textbox', { name: /Account ID/ }), 'acc-1');
  await user.type(screen.getByRole('textbox', { name: /Cluster ID/ }), 'clu-2');
  await user.tab();
  expect(await screen.findByText('InfluxDB Cloud Dedicated')).toBeVisible();
  await user.click(save());

  await expect.poll(closed).toBe(1);
  expect(looks()).toEqual(['https://console.influxdata.com/accounts/acc-1/clusters/clu-2']);
  expect(bridge.inputsOf('connections.add')).toMatchObject([
    {
      draft: {
        address: 'https://console.influxdata.com/accounts/acc-1/clusters/clu-2',
        accountId: 'acc-1',
        clusterId: 'clu-2',
      },
    },
  ]);
});

test('S4.7 where a management token is wanted, the warning of its makers stands there, and another kind is noticed', async () => {
  bridge.answer('connections.look', () => ({ ...ANSWERING, product: 'InfluxDB Clustered', version: '' }));
  const { user } = await open();
  await user.type(address(), 'https://cluster.example.com');
  await user.type(token(), 'apiv1_abcdef');

  expect(await screen.findByText(/wants a management token/)).toHaveTextContent(/automation only, .*identity provider/);
  expect(screen.getByText('InfluxDB Clustered does not take it.')).toBeVisible();
});
