import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { keys } from '#api/queries';
import type { FileToSave } from '#contract/shapes';
import type { Grant } from '#domain/grant';
import type { Resources } from '#domain/resource';
import { ACME, aBridge, aConnection, aServer, aToken, GLOBEX, someResources } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import AccessPage from './AccessPage.svelte';

const OTHER_ACME = '0a0000000000000a';
const makesTokens = (orgId: string): Grant => ({ action: 'write', type: 'authorizations', orgId });

/** Three servers: two with an organization acme, whose ids differ, and one without; none names it in its grants. */
const SERVERS = {
  c1: {
    resources: someResources(),
    tokens: [
      aToken({ id: 't1', description: 'janitor', grants: [makesTokens(ACME)] }),
      aToken({ id: 't2', description: 'of globex', grants: [makesTokens(GLOBEX)] }),
    ],
  },
  c2: {
    resources: someResources({ organizations: [{ id: OTHER_ACME, name: 'acme' }], buckets: [], users: [] }),
    tokens: [
      aToken({
        id: 't3',
        description: 'gardener',
        orgId: GLOBEX,
        orgName: 'globex',
        grants: [makesTokens(OTHER_ACME)],
      }),
    ],
  },
  c3: {
    resources: someResources({ organizations: [{ id: GLOBEX, name: 'globex' }], buckets: [], users: [] }),
    tokens: [aToken({ id: 't4', description: 'stranger', grants: [makesTokens(GLOBEX)] })],
  },
} as const;
type Id = keyof typeof SERVERS;

async function open(about: string, resources: Partial<Record<Id, Resources>> = {}) {
  const connections = [
    aConnection({ id: 'c1', name: 'prod-eu' }),
    aConnection({ id: 'c2', name: 'prod-us' }),
    aConnection({ id: 'c3', name: 'laptop' }),
  ];
  const bridge = aBridge({ connections })
    .answer('server.resources', ({ connectionId }: { connectionId: Id }) => {
      return resources[connectionId] ?? SERVERS[connectionId].resources;
    })
    .answer('files.save', () => ({ saved: true }))
    .streamOf('tokens.list', ({ connectionId }: { connectionId: Id }, chunk) => {
      chunk(SERVERS[connectionId].tokens);
      return { readAt: Date.UTC(2026, 5, 1), completeness: 'every-token', unreadable: 0, v1: 'read' };
    });
  const app = appOver(bridge);
  app.queries.setQueryData(keys.server('c1'), aServer());
  await app.lists.of('c1').read();
  const question = app.workspace.view('c1').access;
  question.about = about;
  question.everywhere = true;
  const { user } = renderView(AccessPage, { connectionId: 'c1' }, app);
  await waitFor(() => expect(screen.queryByText('Being read')).toBeNull());
  await screen.findByRole('region', { name: 'laptop' });
  await waitFor(() => expect(screen.queryByText('Being read')).toBeNull());
  return { app, bridge, user, section: (name: string) => within(screen.getByRole('region', { name })) };
}

test('who can make tokens of an organization is answered for every server that has one of the name', async () => {
  const { section } = await open(`authorizations/${ACME}`);
  expect(await screen.findByRole('heading', { name: '2 tokens can write tokens of acme' })).toBeVisible();
  const lines = (name: string) =>
    section(name)
      .queryAllByRole('listitem')
      .map(({ textContent }) => textContent.trim());
  expect(lines('prod-eu')).toEqual(['janitor Custom Through all tokens of acme, also new ones']);
  expect(lines('prod-us')).toEqual(['gardener Custom Through all tokens of acme, also new ones']);
  expect(lines('laptop')).toEqual([]);
  expect(section('laptop').getByText('Nothing is called tokens of acme there.')).toBeVisible();
});

test('the answer of every server is saved as it is shown, a line for each holder and for who has none', async () => {
  const { bridge, user } = await open(`authorizations/${ACME}`);
  await user.click(screen.getByRole('button', { name: 'Save as CSV' }));
  await waitFor(() => expect(bridge.inputsOf('files.save')).toHaveLength(1));
  const [{ text }] = bridge.inputsOf('files.save') as [FileToSave];
  const [question, , ...lines] = text.trimEnd().split('\r\n');
  expect(question).toBe('question,who can write tokens of acme');
  const through = '"Through all tokens of acme, also new ones"';
  expect(lines).toEqual([
    expect.stringMatching(/^prod-eu,/u),
    expect.stringMatching(/^prod-us,/u),
    expect.stringMatching(/^laptop,/u),
  ]);
  expect(lines[0]).toContain(`,tokens of acme,t1,janitor,Custom,${through},admin,acme,active`);
  expect(lines[1]).toContain(`,tokens of acme,t3,gardener,Custom,${through},admin,globex,active`);
});

test('a bucket that several organizations have is asked of every server by its name, and told apart in each answer', async () => {
  const own = (id: string, orgId: string) => ({ id, name: '_tasks', orgId, retention: 0, system: true });
  const resources = {
    c1: { ...SERVERS.c1.resources, buckets: [own('s1', ACME), own('s2', GLOBEX)] },
    c2: { ...SERVERS.c2.resources, buckets: [own('s3', OTHER_ACME)] },
  };
  const { section } = await open('s1', resources);
  expect(await screen.findByRole('heading', { name: 'No token can write _tasks' })).toBeVisible();
  expect(section('prod-eu').getByText('No token can write _tasks of acme')).toBeVisible();
  expect(section('prod-eu').getByText('No token can write _tasks of globex')).toBeVisible();
  expect(section('prod-us').getByText('No token can write _tasks')).toBeVisible();
  expect(section('laptop').getByText('Nothing is called _tasks there.')).toBeVisible();
});
