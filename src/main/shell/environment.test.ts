import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DANGEROUS_VARIABLES, scrub } from './environment.ts';

describe('the environment', () => {
  test('A10 every dangerous variable is removed, in any spelling, and nothing else', () => {
    const env: NodeJS.ProcessEnv = { PATH: '/bin', Node_Options: '--require x', LANG: 'C' };
    for (const name of DANGEROUS_VARIABLES) env[name] = 'x';

    const removed = scrub(env);

    expect(env).toEqual({ PATH: '/bin', LANG: 'C' });
    expect(removed).toHaveLength(DANGEROUS_VARIABLES.length + 1);
  });

  test('A10 a process that imports the scrubber first never sees them again', () => {
    const scrubber = new URL('./scrubbed.ts', import.meta.url);
    const script = `import ${JSON.stringify(scrubber.href)}; console.log(JSON.stringify(process.env))`;
    const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0', SSLKEYLOGFILE: '/nowhere/keys' };

    const child = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env,
      encoding: 'utf8',
    });

    expect(child.status, child.stderr).toBe(0);
    const seen = JSON.parse(child.stdout) as Record<string, string>;
    expect(Object.keys(seen)).not.toContain('NODE_TLS_REJECT_UNAUTHORIZED');
    expect(Object.keys(seen)).not.toContain('SSLKEYLOGFILE');
  });
});
