import fs from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import { tempFolder } from '#test/temp-folder';
import { onFatal, openLog } from './log.ts';
import { Redactor } from './redact.ts';
import { Secret } from './secret.ts';

const CANARY = new Secret('canary-7d1f0c5e93b84a2f');

function logged(write: (log: ReturnType<typeof openLog>) => void): { text: string; path: string } {
  const folder = tempFolder();
  const redactor = new Redactor();
  redactor.know(CANARY);
  write(openLog(folder, redactor));
  const path = join(folder, 'logs', 'main.log');
  return { text: fs.readFileSync(path, 'utf8'), path };
}

test('D7 no known secret reaches the log file', () => {
  const { text, path } = logged((log) => {
    log.info(`plain ${CANARY.reveal()}`);
    log.error(`encoded ${Buffer.from(CANARY.reveal()).toString('base64')}`);
    log.warn(`header Authorization: Token unknown-but-secret`);
  });
  expect(text).toContain('plain [secret]');
  expect(text).not.toContain(CANARY.reveal());
  expect(text).not.toContain(Buffer.from(CANARY.reveal()).toString('base64'));
  expect(text).not.toContain('unknown-but-secret');
  if (process.platform !== 'win32') expect(fs.statSync(path).mode & 0o777).toBe(0o600);
});

test('D7 a secret prints as nothing', () => {
  expect(
    `${String(CANARY)} ${JSON.stringify({ CANARY })} ${inspect(CANARY)} ${inspect({ deep: [CANARY] })}`,
  ).not.toContain('canary');
});

test('N2 what nobody caught is logged without its message and ends the app', () => {
  const codes: number[] = [];
  const { text } = logged((log) => {
    const fatal = onFatal(log, (code) => codes.push(code));
    fatal(new TypeError(`Invalid header value ${CANARY.reveal()} "Token other-secret-value"`));
    fatal(new Failure({ kind: 'timeout', host: 'influx.example', phase: 'idle' }));
    fatal('a thrown text with other-secret-value');
    const cause = new RangeError('other-secret-value');
    fatal(new Failure({ kind: 'part-done', parts: [], cause: { kind: 'internal' } }, { cause }));
  });
  expect(codes).toEqual([1, 1, 1, 1]);
  expect(text).toContain('Failure part-done by RangeError');
  expect(text).toContain('uncaught: TypeError');
  expect(text).toContain('log.test.ts');
  expect(text).toContain('Failure timeout');
  expect(text).not.toContain('other-secret-value');
  expect(text).not.toContain(CANARY.reveal());
});
