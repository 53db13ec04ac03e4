import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Redactor } from '#main/redact';
import { Secret } from '#main/secret';
import { settled } from '#test/clock';
import { testPorts, type TestPorts } from '#test/ports';
import { filesIn, isBare } from '#test/temp-folder';
import type { Notice } from './document.ts';
import type { SealedFacts } from './seal.ts';
import { Vault } from './vault.ts';

const CANARY = 'canary-5b0e2f7a94c1d683';

function factsFor(change: Partial<SealedFacts> = {}): SealedFacts {
  return {
    connectionId: 'c1',
    origin: 'https://influx.example:8086',
    plainHttpAllowed: false,
    environment: 'production',
    ...change,
  };
}

async function vaultOn(ports: TestPorts) {
  const notices: Notice[] = [];
  const redactor = new Redactor();
  const vault = new Vault(ports, redactor, (notice) => notices.push(notice));
  await vault.start();
  return { vault, notices, redactor };
}

/** A vault that starts again on what another one sealed. */
async function restarted(ports = testPorts()) {
  const { vault } = await vaultOn(ports);
  await vault.keep(factsFor(), new Secret(CANARY));
  return { ports, ...(await vaultOn(ports)) };
}

function secretsFile({ folder }: TestPorts): string {
  return fs.readFileSync(join(folder, 'secrets.json'), 'utf8');
}

test('C1 S3.7 S4.8 a token reaches the disk only sealed', async () => {
  const { ports, vault } = await restarted();
  expect((await vault.fetch(factsFor()))?.reveal()).toBe(CANARY);
  const forms = [
    Buffer.from(CANARY),
    Buffer.from(Buffer.from(CANARY).toString('base64')),
    Buffer.from(CANARY, 'utf16le'),
  ];
  const files = filesIn(ports.folder);
  expect(files.size).toBeGreaterThan(0);
  for (const bytes of files.values()) expect(forms.some((form) => bytes.includes(form))).toBe(false);
});

test.each([
  ['is not available', (ports: TestPorts) => void (ports.keychain.available = false)],
  ['does not answer', (ports: TestPorts) => void (ports.keychain.silent = true)],
])('C2 when the key store %s, a token stays in memory for this run', async (_name, breakIt) => {
  const ports = testPorts();
  breakIt(ports);
  const starting = vaultOn(ports);
  await ports.clock.pass(10_000);
  const { vault } = await starting;
  const keeping = vault.keep(factsFor(), new Secret(CANARY));
  await ports.clock.pass(10_000);
  await keeping;

  expect(vault.keyStore.available).toBe(false);
  expect(vault.state('c1')).toBe('this-run');
  expect((await vault.fetch(factsFor()))?.reveal()).toBe(CANARY);
  expect(isBare(ports.folder)).toBe(true);

  ports.keychain.silent = false;
  const next = await vaultOn(ports);
  expect(next.vault.state('c1')).toBe('none');
});

test.each([
  ['its origin', { origin: 'https://evil.example:8086' }],
  ['its authority', { ca: 'another PEM' }],
  ['its consent to plain http', { plainHttpAllowed: true }],
  ['its environment', { environment: 'development' }],
  ['the id of its token', { tokenId: '0a' }],
] as [string, Partial<SealedFacts>][])(
  'C3 I8 a profile whose file was edited in %s gets no token',
  async (_name, change) => {
    const { vault } = await restarted();
    await expect(vault.fetch(factsFor(change))).rejects.toMatchObject({ facts: { kind: 'secret-mismatch' } });
  },
);

test('C3 I8 a sealed token that was moved to another profile in the file is not given to that one', async () => {
  const { ports } = await restarted();
  fs.writeFileSync(join(ports.folder, 'secrets.json'), secretsFile(ports).replaceAll('"c1"', '"c2"'));
  const { vault } = await vaultOn(ports);
  await expect(vault.fetch(factsFor({ connectionId: 'c2' }))).rejects.toMatchObject({
    facts: { kind: 'secret-mismatch' },
  });
});

test('C3 a sealed text with a flipped bit gives no token', async () => {
  const { ports } = await restarted();
  const file = JSON.parse(secretsFile(ports)) as { content: { sealed: { c1: { data: string } } } };
  const bytes = Buffer.from(file.content.sealed.c1.data, 'base64');
  for (let at = 3; at < bytes.length; at += 7) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    file.content.sealed.c1.data = flipped.toString('base64');
    fs.writeFileSync(join(ports.folder, 'secrets.json'), JSON.stringify(file));
    const { vault } = await vaultOn(ports);
    await expect(vault.fetch(factsFor())).rejects.toMatchObject({
      facts: { kind: expect.stringMatching(/^secret-(locked|mismatch)$/) as unknown },
    });
  }
});

test('C4 a token that cannot be opened stays on disk as it is, is shown as locked, and can be tried again', async () => {
  const { ports, vault, notices } = await restarted();
  const before = secretsFile(ports);
  ports.keychain.broken = true;
  await expect(vault.fetch(factsFor())).rejects.toMatchObject({ facts: { kind: 'secret-locked' } });
  expect(vault.state('c1')).toBe('locked');
  expect(notices).toEqual([{ kind: 'secrets-unreadable' }]);
  expect(secretsFile(ports)).toBe(before);

  ports.keychain.broken = false;
  expect((await vault.fetch(factsFor()))?.reveal()).toBe(CANARY);
  expect(vault.state('c1')).toBe('sealed');
});

test('C5 another key store than before is noticed and named, and deletes nothing', async () => {
  const { ports } = await restarted();
  const before = secretsFile(ports);
  ports.keychain.backend = 'kwallet6';
  const { vault, notices } = await vaultOn(ports);
  expect(notices).toEqual([{ kind: 'key-store-changed' }]);
  expect(vault.keyStore.backend).toBe('kwallet6');
  ports.keychain.broken = true;
  await expect(vault.fetch(factsFor())).rejects.toMatchObject({ facts: { kind: 'secret-locked' } });
  expect(secretsFile(ports)).toBe(before);
});

test('C6 when the key store asks for it, the token is sealed anew, once', async () => {
  const { ports, vault } = await restarted();
  ports.keychain.backend = 'kwallet6';
  await vault.start();
  ports.keychain.again = true;
  const writes = countWrites(ports);
  await vault.fetch(factsFor());
  await vault.fetch(factsFor());
  await settled();
  expect(writes()).toBe(1);
  expect(secretsFile(ports)).toContain('kwallet6');
});

test('C8 an erased token is in no file and not in memory', async () => {
  const { ports, vault } = await restarted();
  await vault.keep(factsFor(), new Secret(CANARY));
  const { data } = (JSON.parse(secretsFile(ports)) as { content: { sealed: { c1: { data: string } } } }).content.sealed
    .c1;
  vault.erase('c1');
  expect(await vault.fetch(factsFor())).toBeUndefined();
  expect([...filesIn(ports.folder).values()].some((bytes) => bytes.includes(data))).toBe(false);
});

test('C8 an erased token is in no copy either that was set aside, broken or left half-written', async () => {
  const { ports } = await restarted();
  const sealed = secretsFile(ports);
  const at = (name: string) => join(ports.folder, name);
  fs.writeFileSync(at('secrets.json.bak'), sealed.slice(0, -2));
  fs.writeFileSync(at('secrets.json'), sealed.slice(0, -2));
  fs.writeFileSync(at('secrets.json.tmp-1700000000abcdef'), sealed.slice(0, -9));
  fs.writeFileSync(at('connections.json.corrupt-1'), 'of another file');
  const { vault, notices } = await vaultOn(ports);
  expect(notices).toEqual([{ kind: 'file-reset', file: 'secrets.json' }]);
  expect(fs.readdirSync(ports.folder).filter((name) => name.startsWith('secrets.json.'))).toHaveLength(3);

  vault.erase('c1');

  expect(fs.readdirSync(ports.folder)).toEqual(['connections.json.corrupt-1']);
});

test('D2 a lock drops every token that can be opened again, and the next use opens it', async () => {
  const { ports, vault, redactor } = await restarted();
  await vault.fetch(factsFor());
  await vault.fetch(factsFor());
  expect(ports.keychain.opened).toBe(1);
  vault.lock();
  expect(vault.empty).toBe(true);
  expect(redactor.clean(CANARY)).toBe(CANARY);
  await vault.fetch(factsFor());
  expect(ports.keychain.opened).toBe(2);
});

test('D2 a token that is opened while the app locks is not held', async () => {
  const { vault } = await restarted();
  const fetching = vault.fetch(factsFor());
  vault.lock();
  await expect(fetching).rejects.toMatchObject({ facts: { kind: 'cancelled' } });
  expect(vault.empty).toBe(true);
});

test('D3 a token that is kept for this run only outlives a lock, and “forget now” drops it', async () => {
  const { vault } = await vaultOn(testPorts());
  vault.keepForThisRun('c1', new Secret(CANARY));
  vault.lock();
  expect((await vault.fetch(factsFor()))?.reveal()).toBe(CANARY);
  vault.forget();
  expect(await vault.fetch(factsFor())).toBeUndefined();
});

test('a connection called like a part of every object has no token', async () => {
  const { vault } = await restarted();
  for (const connectionId of ['__proto__', 'constructor', 'toString']) {
    expect(vault.state(connectionId)).toBe('none');
    expect(await vault.fetch(factsFor({ connectionId }))).toBeUndefined();
  }
});

function countWrites(ports: TestPorts): () => number {
  let writes = 0;
  const { openStore } = ports;
  const path = join(ports.folder, 'secrets.json');
  let last = fs.statSync(path).ino;
  const looked = () => {
    const { ino } = fs.statSync(path);
    if (ino !== last) writes++;
    last = ino;
  };
  ports.openStore = (fileName) => {
    looked();
    return openStore(fileName);
  };
  return () => {
    looked();
    return writes;
  };
}

test('D2 requests at the same time open a token once', async () => {
  const { ports, vault } = await restarted();
  const secrets = await Promise.all([1, 2, 3].map(() => vault.fetch(factsFor())));
  expect(secrets.map((secret) => secret?.reveal())).toEqual([CANARY, CANARY, CANARY]);
  expect(ports.keychain.opened).toBe(1);
});

test('D2 a token that is replaced while the former one is opened is not overwritten by it', async () => {
  const { vault } = await restarted();
  const fetching = vault.fetch(factsFor());
  const keeping = vault.keep(factsFor(), new Secret('the newer token'));
  await Promise.allSettled([fetching, keeping]);
  expect((await vault.fetch(factsFor()))?.reveal()).toBe('the newer token');
});
