import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

const script = fileURLToPath(new URL('../../scripts/sample.mjs', import.meta.url));
const children: Child[] = [];
afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));

function sample(...args: string[]): Child {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

/** The first lines that a child prints. */
async function lines(child: Child, count: number): Promise<string[]> {
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.split('\n').length > count) break;
  }
  return text.split('\n').slice(0, count);
}

async function exitCode(child: Child): Promise<unknown> {
  const [code] = (await once(child, 'exit')) as unknown[];
  return code;
}

test('prints its address and its credential, and ends with its input', async () => {
  const child = sample('oss-2.8', '--hashed', '--tokens', '60');
  const [listening = '', credential = ''] = await lines(child, 2);
  const url = listening.replace('listening on ', '');
  const me = await fetch(`${url}/api/v2/me`, {
    headers: { authorization: credential.replace('credential ', 'Token ') },
  });
  const ended = exitCode(child);

  child.stdin.end();

  expect(listening).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+$/);
  expect(me.status).toBe(200);
  expect(await ended).toBe(0);
});

test('says which account and cluster it is, where there are such', async () => {
  const uuid = '[0-9a-f-]{36}';
  const firstLines = (...args: string[]) => lines(sample(...args), 4);

  expect((await firstLines('dedicated')).slice(1).join(' ')).toMatch(
    new RegExp(`^credential M\\.V1\\.\\S+ account ${uuid} cluster ${uuid}$`),
  );
  expect((await firstLines('clustered', '--account-ids')).slice(2).join(' ')).toMatch(
    new RegExp(`^account ${uuid} cluster ${uuid}$`),
  );
});

test('an InfluxDB 3 tells where its recovery listener is, and one without authentication asks nobody', async () => {
  const [, credential, recovery] = await lines(sample('core-3.10', '--recovery-port', '0'), 3);
  const [listening = ''] = await lines(sample('core-3.10', '--without-auth'), 1);

  expect(credential).toMatch(/^credential apiv3_[\w-]{86}$/);
  expect(recovery).toMatch(/^recovery http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(`${listening.replace('listening on ', '')}/health`)).status).toBe(200);
});

test('ends on SIGTERM', async () => {
  const child = sample('oss-2.9', '--empty', '--port', '0');
  await lines(child, 1);
  const ended = exitCode(child);

  child.kill('SIGTERM');

  expect(await ended).toBe(process.platform === 'win32' ? null : 0);
});

test.each([
  [[], 'name one product'],
  [['oss-1.8'], 'there is no sample of oss-1.8'],
  [['oss-2.9', '--hashed', '--plain'], '--hashed and --plain exclude each other'],
  [['oss-2.7', '--hashed'], 'oss-2.7 cannot keep hashes'],
  [['oss-2.9', '--tokens', 'many'], '--tokens wants a whole number'],
  [['oss-2.9', '--colour'], '--colour'],
  [['oss-2.9', '--without-auth'], '--without-auth is for InfluxDB 3'],
  [['enterprise-3.10', '--permissions-as', 'list'], '--permissions-as wants array or string'],
  [['dedicated', '--account-ids'], '--account-ids is for clustered'],
])('%j is refused with a reason and the usage', async (args, reason) => {
  const child = sample(...args);
  let said = '';
  child.stderr.on('data', (chunk) => (said += String(chunk)));

  expect(await exitCode(child)).toBe(2);
  expect(said).toContain(reason);
  expect(said).toContain('usage: npm run sample');
});
