import { describe, expect, test } from 'vitest';
import { never } from '#test/http';
import { listAll } from '#test/influx2';
import { jwt } from '#test/jwt';
import { connectedManager, managedSample, managerOf, rawManager, tokenNamed, wantedToken } from '#test/managed';
import { json } from '#test/raw-server';
import type { ManagementSwitches } from '#sample/management/products';
import type { RunningSample } from '#sample/serve';
import type { State } from '#sample/management/state';

const ID = '55555555-5555-4555-8555-555555555555';
const read = (id?: string) => ({ action: 'read' as const, type: 'databases', ...(id && { id }) });
const write = (id?: string) => ({ action: 'write' as const, type: 'databases', ...(id && { id }) });
const writesOf = ({ requests }: RunningSample<State>) =>
  requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => ({ method, path, body: body === '' ? undefined : (JSON.parse(body) as unknown) }));

describe('creating', () => {
  test.each(['dedicated', 'clustered'] as const)(
    'S4.4 a database token of %s is made, and works for its data',
    async (product) => {
      const { server, provider } = await managerOf({ product });
      const { token, secret } = await provider.write.createToken(
        wantedToken('app', { grants: [read('energy'), write()] }),
        never(),
      );
      expect(writesOf(server)).toMatchObject([
        {
          method: 'POST',
          body: {
            description: 'app',
            permissions: [
              { action: 'read', resource: 'energy' },
              { action: 'write', resource: '*' },
            ],
          },
        },
      ]);
      expect(token).toMatchObject({ description: 'app', status: 'active' });
      expect(token.grants).toEqual([{ ...read('energy'), name: 'energy' }, write()]);
      expect(JSON.stringify(token)).not.toContain(secret.reveal());
      const ask = (db: string) =>
        fetch(`${server.url}/query?db=${db}&q=SHOW%20MEASUREMENTS`, {
          headers: { authorization: `Bearer ${secret.reveal()}` },
        });
      expect((await ask('energy')).status).toBe(200);
      expect((await ask('quality')).status).toBe(403);
    },
  );

  test.each<[ManagementSwitches, object[]]>([
    [{}, [{ expirationType: 'datetime', expiresAt: '2030-01-01T00:00:00.000Z' }]],
    [
      { refuseExpirationType: true },
      [
        { expirationType: 'datetime', expiresAt: '2030-01-01T00:00:00.000Z' },
        { expiresAt: '2030-01-01T00:00:00.000Z' },
      ],
    ],
  ])('an end is sent with its type, and once without where a 400 names it: %o', async (management, bodies) => {
    const { server, provider } = await managerOf({ management });
    const expiresAt = Date.UTC(2030, 0, 1);
    const before = server.state.tokens.size;
    const { token } = await provider.write.createToken(wantedToken('until 2030', { expiresAt }), never());
    expect(token.expiresAt).toBe(expiresAt);
    expect(writesOf(server).map(({ body }) => body)).toEqual(
      bodies.map((body) => ({ description: 'until 2030', permissions: [], ...body })),
    );
    expect(server.state.tokens.size).toBe(before + 1);
  });

  test('any other 400 is not tried again, and lands on its field', async () => {
    const { server, provider } = await managerOf();
    const grants = [read('x'.repeat(65))];
    await expect(
      provider.write.createToken(wantedToken('long', { grants, expiresAt: Date.UTC(2030, 0) }), never()),
    ).rejects.toMatchObject({ facts: { kind: 'server-refused', status: 400, field: 'grants' } });
    expect(writesOf(server)).toHaveLength(1);
  });

  test('a right that the API has no word for is not sent', async () => {
    const { server, provider } = await managerOf();
    for (const grant of [
      { action: 'drop' as const, type: 'databases' },
      { action: 'read' as const, type: 'buckets' },
    ])
      await expect(provider.write.createToken(wantedToken('no', { grants: [grant] }), never())).rejects.toMatchObject({
        facts: { kind: 'invalid', field: 'grants' },
      });
    expect(writesOf(server)).toEqual([]);
  });

  test('a description that is taken and a right that is missing are told apart', async () => {
    const taken = await managerOf({ management: { conflictOnDuplicateDescription: true } });
    await expect(taken.provider.write.createToken(wantedToken('telegraf fleet'), never())).rejects.toMatchObject({
      facts: { kind: 'server-refused', status: 409, field: 'description' },
    });
    const { address } = await managedSample({ product: 'dedicated', management: { role: 'auditor' } });
    const auditor = connectedManager(address, jwt({ exp: 600 }));
    await expect(auditor.write.createToken(wantedToken('x'), never())).rejects.toMatchObject({
      facts: { kind: 'missing-right', right: 'create database tokens' },
    });
  });
});

describe('changing', () => {
  test('the description alone leaves the rights; rights replace all that there are', async () => {
    const { server, provider } = await managerOf();
    const token = await tokenNamed(provider, 'SCADA Hamburg');
    const renamed = await provider.write.updateToken(token, { description: 'SCADA' }, never());
    expect(renamed).toMatchObject({ description: 'SCADA', grants: token.grants });
    const changed = await provider.write.updateToken(token, { grants: [read('plants/hamburg')] }, never());
    expect(changed.grants).toEqual([{ ...read('plants/hamburg'), name: 'plants/hamburg' }]);
    expect(writesOf(server).map(({ body }) => body)).toEqual([
      { description: 'SCADA' },
      { permissions: [{ action: 'read', resource: 'plants/hamburg' }] },
    ]);
    expect((await provider.write.updateToken(token, { grants: [] }, never())).grants).toEqual([]);
  });

  test('a change of nothing sends nothing', async () => {
    const { server, provider } = await managerOf();
    const token = await tokenNamed(provider, 'SCADA Porto');
    expect(await provider.write.updateToken(token, {}, never())).toEqual(token);
    expect(writesOf(server)).toEqual([]);
  });

  test('rights in a form that is not known are sent again as they are', async () => {
    const odd = { action: 'admin', resource: 'db', since: 3 };
    const sent: unknown[] = [];
    const { provider } = await rawManager((path, req, res) => {
      if (path === 'databases') return json(res, []);
      if (req.method === 'GET') return json(res, { id: ID, description: 'd', permissions: [odd] });
      return req.on('data', (chunk: Buffer) => {
        const body = JSON.parse(chunk.toString()) as object;
        sent.push(body);
        json(res, { id: ID, description: 'd', ...body });
      });
    });
    const token = await provider.write.updateToken({ store: 'api', id: ID }, { grants: [read('a')] }, never());
    expect(sent).toEqual([{ permissions: [{ action: 'read', resource: 'a' }, odd] }]);
    expect(token.unread).toEqual([JSON.stringify(odd)]);
  });

  test.each([404, 409] as const)('a revoked token does not change, whether that is a %i', async (changeOfRevoked) => {
    const { provider } = await managerOf({ management: { changeOfRevoked } });
    const token = await tokenNamed(provider, 'old telegraf fleet');
    await expect(provider.write.updateToken(token, { description: 'x' }, never())).rejects.toMatchObject({
      facts: changeOfRevoked === 404 ? { kind: 'gone' } : { kind: 'server-refused', status: 409 },
    });
  });
});

describe('revoking', () => {
  test.each<ManagementSwitches>([{}, { hideRevoked: true }, { clearPermissionsOnRevoke: true }])(
    'a revoked token stays or goes as the server has it, and twice is no failure: %o',
    async (management) => {
      const { server, provider } = await managerOf({ management });
      const token = await tokenNamed(provider, 'downsampling job');
      await provider.write.deleteToken(token, never());
      const there = (await listAll(provider)).tokens.find(({ id }) => id === token.id);
      expect(there?.status).toBe(management.hideRevoked ? undefined : 'revoked');
      if (there) expect(there.revokedAt).toBeGreaterThan(Date.now() - 60_000);
      await expect(provider.write.deleteToken(token, never())).resolves.toBeUndefined();
      expect(writesOf(server).map(({ method }) => method)).toEqual(['DELETE', 'DELETE']);
    },
  );

  test('a member may not', async () => {
    const { address } = await managedSample({ product: 'dedicated', management: { role: 'member' } });
    const member = connectedManager(address, jwt({ exp: 600 }));
    await expect(member.write.deleteToken(await tokenNamed(member, 'grafana'), never())).rejects.toMatchObject({
      facts: { kind: 'missing-right', right: 'revoke database tokens' },
    });
  });
});

describe('G6 a lost answer', () => {
  /** Does the next write, or not, and drops the connection. */
  async function dropping(does: boolean) {
    const state = { armed: true };
    const managed = await managerOf({
      before: (req, res) => {
        if (!state.armed || req.method === 'GET') return false;
        state.armed = false;
        if (!does) req.socket.destroy();
        else res.end = () => (req.socket.destroy(), res);
        return !does;
      },
    });
    return { ...managed, token: await tokenNamed(managed.provider, 'SCADA Porto') };
  }

  test('G6 of a creation is looked for in the list, and sent once', async () => {
    const { server, provider } = await dropping(true);
    const wanted = wantedToken('lost', { grants: [read('energy')], expiresAt: Date.UTC(2030, 0) });
    const failure: unknown = await provider.write.createToken(wanted, never()).catch((error: unknown) => error);
    const { id } = await tokenNamed(provider, 'lost');
    expect(failure).toMatchObject({ facts: { kind: 'outcome-unknown', found: { store: 'api', id } } });
    expect(writesOf(server)).toHaveLength(1);
    const never2 = await dropping(false);
    const unknown: unknown = await never2.provider.write.createToken(wanted, never()).catch((error: unknown) => error);
    expect(unknown).toMatchObject({ facts: { kind: 'outcome-unknown', what: 'createToken' } });
    expect(writesOf(never2.server)).toHaveLength(1);
  });

  test('G6 of a change and of a revocation is settled by reading the token again', async () => {
    const change = { description: 'after', grants: [read('energy')] };
    const changed = await dropping(true);
    expect(await changed.provider.write.updateToken(changed.token, change, never())).toMatchObject({
      description: 'after',
    });
    const unchanged = await dropping(false);
    await expect(unchanged.provider.write.updateToken(unchanged.token, change, never())).rejects.toMatchObject({
      facts: { kind: 'outcome-unknown', what: 'updateToken' },
    });
    const revoked = await dropping(true);
    await expect(revoked.provider.write.deleteToken(revoked.token, never())).resolves.toBeUndefined();
    const kept = await dropping(false);
    await expect(kept.provider.write.deleteToken(kept.token, never())).rejects.toMatchObject({
      facts: { kind: 'outcome-unknown', what: 'deleteToken' },
    });
  });

  test('G6 of a change is not missed because the server keeps every right once', async () => {
    const { provider } = await rawManager((path, req, res) => {
      if (req.method === 'PATCH') return req.socket.destroy();
      const permissions = [
        { action: 'write', resource: 'a' },
        { action: 'read', resource: 'a' },
      ];
      return json(res, path === 'databases' ? [] : { id: ID, description: 'd', permissions });
    });
    const change = { grants: [read('a'), write('a'), read('a')] };
    const token = await provider.write.updateToken({ store: 'api', id: ID }, change, never());
    expect(token.grants).toEqual([write('a'), read('a')]);
  });
});
