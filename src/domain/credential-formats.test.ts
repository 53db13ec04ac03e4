import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { formatSecret } from './credential-formats.ts';

const value = 'abc-_=="\\\'$(x)';
const context = {
  address: 'http://127.0.0.1:8086',
  orgName: 'it\'s "acme"\nunits',
  description: 'Telegraf on Höst 7',
  readBucket: 'downsampled',
  writeBucket: 'raw data',
};

/** What a POSIX shell makes of a script. */
function inShell(script: string): string {
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' });
}

describe('a new value in the form of a program', () => {
  test.each(['env', 'kubernetes'] as const)('%s names no organization where tokens have none', (as) => {
    expect(formatSecret(value, as, context)).toContain('INFLUX_ORG');
    expect(formatSecret(value, as, { ...context, orgName: '' })).not.toContain('INFLUX_ORG');
  });

  test('plain is the value and nothing else', () => {
    expect(formatSecret(value, 'plain', context)).toBe(value);
  });

  test.skipIf(process.platform === 'win32')(
    'a shell that reads the env lines gets value and organization to the letter',
    () => {
      const script = `${formatSecret(value, 'env', context)}printf '%s|%s' "$INFLUX_TOKEN" "$INFLUX_ORG"`;
      expect(inShell(script)).toBe(`${value}|${context.orgName}`);
    },
  );

  test.skipIf(process.platform === 'win32')('a shell hands curl the header to the letter', () => {
    const script = `curl() { printf '%s\\n' "$@"; }\n${formatSecret(value, 'curl', context)}`;
    expect(inShell(script).split('\n')).toEqual([
      'http://127.0.0.1:8086/api/v2/buckets',
      '--header',
      `Authorization: Token ${value}`,
      '',
    ]);
  });

  test('the quoted texts of TOML and YAML hold the value to the letter', () => {
    for (const as of ['telegraf', 'influx-config', 'grafana', 'kubernetes'] as const) {
      const quoted = [...formatSecret(value, as, context).matchAll(/"(?:[^"\\]|\\.)*"/g)].map(
        ([text]) => JSON.parse(text) as string,
      );
      expect(quoted, as).toContain(value);
      expect(quoted, as).toContain(context.orgName);
    }
  });

  test('Telegraf gets the bucket that the token may write', () => {
    expect(formatSecret(value, 'telegraf', context)).toContain('bucket = "raw data"');
  });

  test('Kubernetes gets a name that it accepts', () => {
    expect(formatSecret(value, 'kubernetes', context)).toContain('name: "influxdb-telegraf-on-h-st-7"');
    expect(formatSecret(value, 'kubernetes', { ...context, description: '温度' })).toContain('name: "influxdb-token"');
  });
});
