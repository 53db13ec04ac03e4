import fs from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import electronLog from 'electron-log/node';
import { factsOf } from '#contract/failure';
import { ownerOnly } from '#main/storage/files';
import type { Redactor } from './redact.ts';

/** The app's log. Whatever is written there is redacted first. */
export interface Log {
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

/**
 * Opens `<folder>/logs/main.log`, for its owner alone; it is turned at 1 MB and one old file is kept. Everything passes
 * the redactor in a hook, before it reaches the file or the console. `electron-log/node` is the part of electron-log
 * that opens no channel to pages.
 */
export function openLog(folder: string, redactor: Redactor): Log {
  const logs = join(folder, 'logs');
  fs.mkdirSync(logs, { recursive: true, mode: 0o700 });
  const path = join(logs, 'main.log');
  ownerOnly(path);

  const log = electronLog.create({ logId: folder });
  log.transports.file.resolvePathFn = () => path;
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  log.transports.console.level = 'warn';
  log.hooks.push((message) => ({ ...message, data: message.data.map((part) => redactor.clean(textOf(part))) }));
  return { info: (text) => log.info(text), warn: (text) => log.warn(text), error: (text) => log.error(text) };
}

/**
 * What the log may know of a thrown thing: the kind of a Failure, else the error's name and where it was thrown. Never
 * its message, which may quote a header or a body.
 */
export function traceOf(thrown: unknown): string {
  const facts = factsOf(thrown);
  if (thrown instanceof Error && facts.kind === 'part-done') return `Failure ${facts.kind} by ${traceOf(thrown.cause)}`;
  if (facts.kind !== 'internal') return `Failure ${facts.kind}`;
  if (!(thrown instanceof Error)) return `thrown: ${typeof thrown}`;
  const frames = thrown.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return [thrown.name, ...frames].join('\n');
}

/** Gives what to do with an exception or rejection that nobody caught: log it, then exit with 1. No dialog shows it. */
export function onFatal(log: Log, exit: (code: number) => void): (thrown: unknown) => void {
  return (thrown) => {
    log.error(`uncaught: ${traceOf(thrown)}`);
    exit(1);
  };
}

function textOf(part: unknown): string {
  return typeof part === 'string' ? part : inspect(part);
}
