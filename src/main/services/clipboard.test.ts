import { expect, test } from 'vitest';
import { Secret } from '#main/secret';
import { testPorts } from '#test/ports';
import { Clipboard } from './clipboard.ts';

const CANARY = new Secret('canary-0f3d');

function clipboard(seconds = 30) {
  const ports = testPorts();
  const lines: string[] = [];
  const log = { info: () => {}, warn: (line: string) => void lines.push(line), error: () => {} };
  return { ports, lines, clipboard: new Clipboard(ports, () => seconds, log) };
}

test('F3 a copied secret leaves the clipboard after its time', async () => {
  const { ports, clipboard: ours } = clipboard();
  const { clearsAt } = await ours.copySecret(CANARY);
  expect(clearsAt).toBe(ports.clock.now() + 30_000);
  expect(ports.desktop.copied).toEqual([{ text: 'canary-0f3d', secret: true }]);
  await ports.clock.pass(29_999);
  expect(ports.desktop.clipboard).toBe('canary-0f3d');
  await ports.clock.pass(1);
  expect(ports.desktop.clipboard).toBe('');
  expect(ports.events.at(-1)).toEqual({ name: 'clipboard', clearsAt: null });
});

test('F3 what somebody else copied meanwhile stays', async () => {
  const { ports, clipboard: ours } = clipboard();
  await ours.copySecret(CANARY);
  ports.desktop.clipboard = 'a shopping list';
  await ports.clock.pass(30_000);
  expect(ports.desktop.clipboard).toBe('a shopping list');
});

test('F3 a second copy gets its whole time', async () => {
  const { ports, clipboard: ours } = clipboard();
  await ours.copySecret(CANARY);
  await ports.clock.pass(20_000);
  await ours.copySecret(new Secret('canary-second'));
  await ports.clock.pass(20_000);
  expect(ports.desktop.clipboard).toBe('canary-second');
  await ports.clock.pass(10_000);
  expect(ports.desktop.clipboard).toBe('');
});

test('a clipboard that fails is noted and ends nothing', async () => {
  const { ports, lines, clipboard: ours } = clipboard();
  await ours.copySecret(CANARY);
  ports.desktop.readClipboard = () => Promise.reject(new Error('canary-0f3d'));
  await ports.clock.pass(30_000);
  expect(lines).toHaveLength(1);
  expect(lines.join()).not.toContain('canary');
});
