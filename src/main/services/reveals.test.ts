import { expect, test } from 'vitest';
import type { Token } from '#domain/token';
import { testApp, testSample } from '#test/app';
import { testPorts } from '#test/ports';

const TEN_MINUTES = 10 * 60_000;

/** An app that has just made a token, whose dialog is open. */
async function revealing() {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  const { organizations } = await app.connect(id);
  await app.unlock(id);
  const orgId = organizations[0]?.id;
  const wanted = {
    orgId,
    description: 'telegraf',
    status: 'active',
    grants: [{ action: 'read', type: 'buckets', orgId }],
  };
  const { token, revealId } = await app.call<{ token: Token; revealId: string }>('tokens.create', {
    connectionId: id,
    wanted,
  });
  const look = () => app.call<{ value: string }>('reveal.look', { revealId });
  return { sample, app, id, token, revealId, look };
}

test('F1 the value is handed out while its dialog is open, and works', async () => {
  const { sample, token, look } = await revealing();
  const { value } = await look();
  expect(await look()).toEqual({ value });
  expect(JSON.stringify(token)).not.toContain(value);
  const buckets = await fetch(`${sample.url}/api/v2/buckets`, { headers: { authorization: `Token ${value}` } });
  expect(buckets.status).toBe(200);
});

test('F1 ten minutes without a touch erase it; each touch begins them anew', async () => {
  const { app, revealId, look } = await revealing();
  await app.ports.clock.pass(TEN_MINUTES - 1);
  await look();
  await app.ports.clock.pass(TEN_MINUTES - 1);
  await look();
  await app.ports.clock.pass(TEN_MINUTES);
  expect(await app.failure('reveal.look', { revealId })).toEqual({ kind: 'no-such-reveal' });
});

test.each([
  ['the dialog is left', async ({ app, revealId }) => app.call('reveal.close', { revealId })],
  ['the app is locked', async ({ app }) => app.app.lock('system')],
  ['the window is lost', async ({ app }) => app.app.pageGone()],
  ['the app quits', async ({ app }) => app.app.quit()],
] as [string, (made: Awaited<ReturnType<typeof revealing>>) => Promise<unknown>][])(
  'F1 the value is gone when %s',
  async (_name, end) => {
    const made = await revealing();
    await end(made);
    for (const path of ['reveal.look', 'reveal.copy', 'reveal.save']) {
      const input = path === 'reveal.look' ? { revealId: made.revealId } : { revealId: made.revealId, as: 'plain' };
      expect(await made.app.failure(path, input)).toEqual({ kind: 'no-such-reveal' });
    }
  },
);

test('F2 a copy goes to the clipboard without passing the bridge', async () => {
  const { app, revealId, look } = await revealing();
  const { value } = await look();
  const replies = [
    await app.app.call('reveal.copy', { revealId, as: 'plain' }),
    await app.app.call('reveal.save', { revealId, as: 'env' }),
  ];
  expect(JSON.stringify(replies)).not.toContain(value);
  expect(replies[0]).toEqual({ ok: true, value: { clearsAt: app.ports.clock.now() + 30_000 } });
  expect(app.ports.desktop.copied).toEqual([{ text: value, secret: true }]);
  expect(app.ports.desktop.saved[0]?.text).toContain(value);
  expect(JSON.stringify(app.ports.events)).not.toContain(value);
});

test('F3 the clipboard is cleared after the time that the person set, and what others put there stays', async () => {
  const { app, revealId } = await revealing();
  await app.call('settings.setClipboardSeconds', { seconds: 60 });
  await app.call('reveal.copy', { revealId, as: 'plain' });
  await app.ports.clock.pass(59_000);
  expect(app.ports.desktop.clipboard).not.toBe('');
  await app.ports.clock.pass(1000);
  expect(app.ports.desktop.clipboard).toBe('');
  expect(await app.failure('settings.setClipboardSeconds', { seconds: 121 })).toMatchObject({ kind: 'bad-request' });
  expect(await app.failure('settings.setClipboardSeconds', { seconds: 9 })).toMatchObject({ kind: 'bad-request' });
});

test.each([
  ['quit', (app) => app.quit()],
  ['lock', (app) => app.lock('idle')],
  ['the loss of the window', (app) => app.pageGone()],
] as [string, (app: Awaited<ReturnType<typeof testApp>>['app']) => Promise<void>][])(
  'F4 %s clears the clipboard first',
  async (_name, end) => {
    const { app, revealId } = await revealing();
    await app.call('reveal.copy', { revealId, as: 'env' });
    expect(app.ports.desktop.clipboard).not.toBe('');
    await end(app.app);
    expect(app.ports.desktop.clipboard).toBe('');
  },
);

test('F4 quit waits two seconds for a clipboard that hangs, not longer', async () => {
  const { app, revealId } = await revealing();
  await app.call('reveal.copy', { revealId, as: 'plain' });
  app.ports.desktop.clipboardHangs = true;
  let done = false;
  const quitting = app.app.quit().then(() => (done = true));
  await app.ports.clock.pass(1999);
  expect(done).toBe(false);
  await app.ports.clock.pass(1);
  await quitting;
});

test('F7 a value whose window was lost cannot be looked at any more, and its token can be deleted', async () => {
  const { app, id, token, revealId } = await revealing();
  await app.app.pageGone();
  expect(await app.failure('reveal.look', { revealId })).toEqual({ kind: 'no-such-reveal' });
  const ref = { store: token.store, id: token.id };
  const { confirmation } = await app.call<{ confirmation: string }>('tokens.prepare', {
    connectionId: id,
    token: ref,
    action: 'delete',
    shown: token,
  });
  await app.call('tokens.delete', { connectionId: id, token: ref, confirmation, second: true });
  expect((await app.tokens(id)).some((other) => other.id === token.id)).toBe(false);
});

test('a note where the value is stored stays with its token on this machine', async () => {
  const { app, id, token, revealId } = await revealing();
  await app.call('reveal.close', { revealId, note: 'vault: ops/telegraf' });
  const again = await testApp(testPorts(app.ports.folder));
  expect(await again.call('notes.list', { connectionId: id })).toEqual({ [`api:${token.id}`]: 'vault: ops/telegraf' });
});
