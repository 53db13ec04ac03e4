import { expect, test } from 'vitest';
import type { ServerResponse } from 'node:http';
import { never } from '#test/http';
import { closing, listAll } from '#test/influx2';
import { asked, connected3, named3, operatorOf3, raw3, sample3, wanted3 } from '#test/influx3';

const DAY = 86_400_000;
const READ_HOME = [{ action: 'read' as const, type: 'databases', id: 'home' }];

const writesOf = (server: Parameters<typeof asked>[0]) => asked(server).filter((line) => !line.startsWith('GET'));

test('S2.9 a named admin token is made with its end, works, and its value is told once', async () => {
  const { server, provider } = await operatorOf3();
  const expiresAt = Date.now() + 30 * DAY;
  const { token, secret } = await provider.write.createToken(wanted3('weekend watch', { expiresAt }), never());
  expect(token).toMatchObject({
    description: 'weekend watch',
    kind: 'admin',
    status: 'active',
    own: 'no',
    value: 'hidden',
  });
  expect(Math.abs((token.expiresAt ?? 0) - expiresAt)).toBeLessThan(5_000);
  expect(await named3(provider, 'weekend watch')).toEqual(token);
  expect(server.state.tokenOf(secret.reveal())?.name).toBe('weekend watch');
  expect(JSON.stringify(await listAll(provider))).not.toContain(secret.reveal());
  await expect(provider.read.lookAtValue(token, never())).rejects.toMatchObject({ facts: { kind: 'not-able' } });
  expect(JSON.parse(server.requests.find(({ method }) => method === 'POST')?.body ?? '')).toEqual({
    token_name: 'weekend watch',
    expiry_secs: 30 * 86_400,
  });
  expect(writesOf(server)).toEqual(['POST /api/v3/configure/token/named_admin']);
});

test('S2.11 S2.15 a token for databases is made with single ones, all of them, and what the server itself shows', async () => {
  const { server, provider } = await operatorOf3({ product: 'enterprise-3.10' });
  const grants = [
    ...READ_HOME,
    { action: 'write' as const, type: 'databases', id: 'home' },
    { action: 'read' as const, type: 'databases' },
    { action: 'read' as const, type: 'system', id: 'metrics' },
  ];
  const { token, secret } = await provider.write.createToken(wanted3('app', { kind: 'database', grants }), never());
  expect(token).toMatchObject({ kind: 'database', description: 'app' });
  expect(token.expiresAt).toBeUndefined();
  const rights = server.state.tokenOf(secret.reveal());
  expect(rights && server.state.permissionsText(rights)).toContain('db:*:read');
  expect(JSON.parse(server.requests.find(({ method }) => method === 'POST')?.body ?? '')).toMatchObject({
    permissions: [
      { resource_type: 'db', resource_names: ['home'], actions: ['read', 'write'] },
      { resource_type: 'db', resource_names: ['*'], actions: ['read'] },
      { resource_type: 'system', resource_names: ['metrics'], actions: ['read'] },
    ],
  });
});

test('the end that the server keeps is what is answered, also when it is another one', async () => {
  let made = false;
  const server = closing(
    await raw3(
      () =>
        made ? [{ token_id: 4, name: 'long', hash: 'a', expiry: '2030-01-01T00:00:00', permissions: '*:*:*' }] : [],
      (req, res) =>
        answered(req.method === 'POST', res, 201, () => {
          made = true;
          return { id: 4, name: 'long', token: 'apiv3_new', expiry: '2031-01-01T00:00:00Z', created_at: null };
        }),
    ),
  );
  const { token } = await connected3(server.url, 'apiv3_x').write.createToken(
    wanted3('long', { expiresAt: Date.now() + DAY }),
    never(),
  );
  expect(token.expiresAt).toBe(Date.UTC(2030, 0, 1));
});

test('names are sent as they are, whatever stands in them, and deleted by exactly that name', async () => {
  const server = await sample3({ empty: true });
  const { secret } = await connected3(server.url).write.claimOperator(never());
  const provider = connected3(server.url, secret.reveal());
  for (const name of ['', ' a&b=c+d%20/é ', "o'clock; DROP", '漢字 "x"', 'tab\there']) {
    const { token } = await provider.write.createToken(wanted3(name), never());
    expect(token.description).toBe(name);
    await provider.write.deleteToken(token, never());
    expect(server.state.tokenNamed(name)).toBeUndefined();
  }
});

test.each([
  ['a taken name', 'ops', {}, { kind: 'server-refused', status: 409, field: 'description' }],
  ['the operator’s name', '_admin', {}, { kind: 'invalid', field: 'description' }],
  ['an end in the past', 'late', { expiresAt: 1 }, { kind: 'invalid', field: 'expiry' }],
  [
    'an end beyond a hundred years',
    'far',
    { expiresAt: Date.now() + 40_000 * DAY },
    { kind: 'invalid', field: 'expiry' },
  ],
  ['an inactive one', 'off', { status: 'inactive' as const }, { kind: 'invalid', field: 'status' }],
  [
    'rights that it has none of',
    'x',
    { kind: 'database' as const, grants: [{ action: 'read' as const, type: 'tasks' }] },
    { kind: 'invalid', field: 'grants' },
  ],
  [
    'a token for databases on Core',
    'db',
    { kind: 'database' as const, grants: READ_HOME },
    { kind: 'not-able', what: 'createToken' },
  ],
])('%s is refused', async (_, name, change, facts) => {
  const { server, provider } = await operatorOf3();
  const before = server.state.tokenCount;
  await expect(provider.write.createToken(wanted3(name, change), never())).rejects.toMatchObject({ facts });
  expect(server.state.tokenCount).toBe(before);
});

test('a database that is not there lands on the rights', async () => {
  const { provider } = await operatorOf3({ product: 'enterprise-3.10' });
  const grants = [{ action: 'read' as const, type: 'databases', id: 'nowhere' }];
  await expect(provider.write.createToken(wanted3('app', { kind: 'database', grants }), never())).rejects.toMatchObject(
    { facts: { kind: 'server-refused', field: 'grants' } },
  );
});

test('before 3.1 no named token can be made', async () => {
  const { provider } = await operatorOf3({ product: 'core-3.0' });
  await expect(provider.write.createToken(wanted3('a'), never())).rejects.toMatchObject({
    facts: { kind: 'not-able', what: 'createToken' },
  });
});

test('a lost answer is looked for by the name, and never asked for again', async () => {
  const server = await sample3({
    before: (req, res) => {
      if (req.method !== 'POST') return false;
      res.end = () => {
        res.destroy();
        return res;
      };
      return false;
    },
  });
  const provider = connected3(server.url, server.credential);
  const failing = provider.write.createToken(wanted3('lost'), never());
  await expect(failing).rejects.toMatchObject({ facts: { kind: 'outcome-unknown', what: 'createToken' } });
  const { id } = await named3(provider, 'lost');
  await expect(failing).rejects.toMatchObject({ facts: { found: { store: 'api', id } } });
  expect(writesOf(server)).toHaveLength(1);
});

test('a token is deleted, and what is gone already counts as deleted', async () => {
  const { server, provider } = await operatorOf3();
  const { token } = await provider.write.createToken(wanted3('short'), never());
  await provider.write.deleteToken(token, never());
  await provider.write.deleteToken(token, never());
  expect((await listAll(provider)).tokens.filter(({ description }) => description === 'short')).toEqual([]);
  expect(writesOf(server).filter((line) => line.startsWith('DELETE'))).toHaveLength(1);
});

test('a name that went over to another token does not lead to that one', async () => {
  const { server, provider } = await operatorOf3();
  const { token: first } = await provider.write.createToken(wanted3('reused'), never());
  await provider.write.deleteToken(first, never());
  const { token: second } = await provider.write.createToken(wanted3('reused'), never());
  expect(second.id).not.toBe(first.id);
  await provider.write.deleteToken(first, never());
  expect(server.state.tokenNamed('reused')?.id).toBe(Number(second.id));
});

test.each(['core-3.10', 'enterprise-3.10'] as const)(
  'J5 S2.20 S2.21 the operator token of %s is known by its name, and deleted by nobody: no request says so',
  async (product) => {
    const { server, provider } = await operatorOf3({ product });
    const operator = await named3(provider, '_admin');
    expect(operator).toMatchObject({ kind: 'operator', own: 'yes' });
    const { token: admin, secret } = await provider.write.createToken(wanted3('another admin'), never());
    expect(admin.kind).toBe('admin');

    for (const each of [provider, connected3(server.url, secret.reveal())])
      await expect(each.write.deleteToken(operator, never())).rejects.toMatchObject({
        facts: { kind: 'not-able', what: 'deleteOperator' },
      });
    expect(writesOf(server)).toEqual(['POST /api/v3/configure/token/named_admin']);
    expect(server.state.tokenNamed('_admin')?.id).toBe(Number(operator.id));
  },
);

test('a token for databases may not make or delete tokens', async () => {
  const { server, provider } = await operatorOf3({ product: 'enterprise-3.10' });
  const { secret } = await provider.write.createToken(wanted3('app', { kind: 'database', grants: READ_HOME }), never());
  const app = connected3(server.url, secret.reveal());
  const facts = { kind: 'missing-right', right: 'admin' };
  await expect(app.write.createToken(wanted3('more'), never())).rejects.toMatchObject({ facts });
  await expect(app.write.deleteToken({ store: 'api', id: '1' }, never())).rejects.toMatchObject({ facts });
  await expect(app.write.regenerateOperator(never())).rejects.toMatchObject({ facts });
});

test('claiming sends no token, and its lost answer is not asked for again', async () => {
  const server = await sample3({ empty: true });
  const { token, secret } = await connected3(server.url, 'apiv3_another').write.claimOperator(never());
  expect(token).toMatchObject({ id: '0', description: '_admin', kind: 'operator', own: 'yes' });
  expect(server.state.tokenOf(secret.reveal())?.name).toBe('_admin');
  expect(server.requests.filter(({ method }) => method === 'POST').map(({ headers }) => headers.authorization)).toEqual(
    [undefined],
  );
  const silent = closing(
    await raw3(
      () => [],
      (req, res) => req.method === 'POST' && Boolean(res.destroy()),
    ),
  );
  await expect(connected3(silent.url).write.claimOperator(never())).rejects.toMatchObject({
    facts: { kind: 'outcome-unknown', what: 'claimOperator' },
  });
  expect(silent.asked.filter((line) => line.startsWith('POST'))).toHaveLength(1);
});

test('regenerating keeps the id and the age of the operator token, and knows its former value', async () => {
  const { server, provider } = await operatorOf3();
  const before = await named3(provider, '_admin');
  const { token, isFormer, secret } = await provider.write.regenerateOperator(never());
  expect(token).toMatchObject({ id: before.id, createdAt: before.createdAt, kind: 'operator', own: 'yes' });
  expect(isFormer(secret)).toBe(false);
  expect(server.state.tokenOf(secret.reveal())?.name).toBe('_admin');
  await expect(listAll(provider)).rejects.toMatchObject({ facts: { kind: 'bad-credential' } });
});

test('a server without an operator token is told so, and asked for nothing', async () => {
  const server = closing(await raw3(() => []));
  await expect(connected3(server.url, 'apiv3_x').write.regenerateOperator(never())).rejects.toMatchObject({
    facts: { kind: 'not-able', what: 'regenerateMissing' },
  });
  expect(server.asked.filter((line) => !line.startsWith('GET'))).toEqual([]);
});

test.each([
  [415, 'unacceptable content-type, expected: application/json', { kind: 'server-refused', status: 415 }],
  [
    400,
    'serde json error: missing field `token_name` at line 1 column 2',
    { kind: 'server-refused', field: 'description' },
  ],
  [
    400,
    'serde json error: invalid value: integer `-5`, expected u64 at line 1 column 3',
    { kind: 'server-refused', field: 'expiry' },
  ],
  [
    500,
    'cannot parse token permission, action not supported, database action *',
    { kind: 'server-refused', status: 500, field: 'grants' },
  ],
  [422, '{"error":"too many"}', { kind: 'server-refused', status: 422, message: 'too many' }],
  [
    413,
    'max request size (10485760 bytes) exceeded',
    { kind: 'server-refused', status: 413, message: 'max request size (10485760 bytes) exceeded' },
  ],
  [403, '', { kind: 'missing-right', right: 'admin' }],
  [405, 'endpoint disabled, started without auth', { kind: 'not-able', what: 'tokensWithoutAuth' }],
  [500, 'boom', { kind: 'server-failed', status: 500, message: 'boom' }],
  [201, 'null', { kind: 'outcome-unknown', what: 'createToken' }],
] as const)('a create answered with %i and “%s”', async (status, text, facts) => {
  const server = closing(
    await raw3(
      () => [],
      (req, res) => req.method === 'POST' && Boolean(res.writeHead(status, { 'cluster-uuid': 'c1' }).end(text)),
    ),
  );
  const making = connected3(server.url, 'apiv3_x').write.createToken(wanted3('a'), never());
  await expect(making).rejects.toMatchObject({ facts });
  expect(server.asked.filter((line) => line.startsWith('POST'))).toHaveLength(1);
});

function answered(is: boolean, res: ServerResponse, status: number, body: () => unknown): boolean {
  if (is) res.writeHead(status, { 'content-type': 'json' }).end(JSON.stringify(body()));
  return is;
}
