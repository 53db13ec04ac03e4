import { Failure } from '#contract/failure';
import type { ConfigurationLine } from '#domain/server';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import type { Session } from './session.ts';
import { ConfigBody } from './wire.ts';

/** Options whose names sound secret, but whose values are a choice or a path. */
const HARMLESS = new Set(['secret-store', 'tls-key', 'use-hashed-tokens']);
const SOUNDS_SECRET = /token|password|passwd|secret|credential|key/i;

/** The server's configuration, for operator tokens; values of options that sound secret are masked. */
export async function readConfiguration(session: Session, signal: AbortSignal): Promise<ConfigurationLine[]> {
  const answer = await session.reading.send({ method: 'GET', path: PATHS.config, signal });
  if (answer.status === 404) throw new Failure({ kind: 'not-able', what: 'configuration' });
  return linesOf(read(answer, ConfigBody).config);
}

/** One line per option; options within options are joined with a dot. */
export function linesOf(config: Record<string, unknown>, prefix = ''): ConfigurationLine[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const name = `${prefix}${key}`;
    if (isGroup(value)) return linesOf(value, `${name}.`);
    return [{ name, value: isSecret(name, value) ? '••••••' : textOf(value) }];
  });
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

function isSecret(name: string, value: unknown): boolean {
  return (
    SOUNDS_SECRET.test(name) &&
    !HARMLESS.has(name) &&
    typeof value !== 'boolean' &&
    typeof value !== 'number' &&
    value !== '' &&
    value !== null
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
