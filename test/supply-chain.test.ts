import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { npm } from '../scripts/lib/run.mjs';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

const versions = z.record(z.string(), z.string());
const card = z
  .object({ dependencies: versions, devDependencies: versions, scripts: versions })
  .parse(JSON.parse(read('package.json')));
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        integrity: z.string().optional(),
        resolved: z.string().optional(),
        hasInstallScript: z.boolean().optional(),
      }),
    ),
  })
  .parse(JSON.parse(read('package-lock.json')));
const locked = Object.entries(lock.packages).filter(([name]) => name !== '');

describe('how packages come in', () => {
  test('M1 install scripts are off', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });

  test('M1 set-up and the build servers install from the lockfile', () => {
    expect(read('scripts/setup.mjs')).toContain("npm(['ci'");
    const steps = read('.github/workflows/ci.yml');
    expect(steps).toContain('- run: npm ci\n');
    expect(`${steps}${read('.ci/run')}`).not.toMatch(/npm (i|install|add)\b/);
  });

  test('M2 packages with install scripts are known ones', () => {
    const withScripts = locked.filter(([, entry]) => entry.hasInstallScript).map(([name]) => name);
    expect(withScripts).toEqual([
      'node_modules/electron-winstaller', // chooses a 7zip on Windows: used for Squirrel only, which is not built
      'node_modules/esbuild', // checks its executable, which comes as a package of its own
      'node_modules/protobufjs', // warns about versions; comes with the vendor's clients, which only tests run
    ]);
  });

  test('M3 every package is held by a sha512 and comes from the registry of npm', () => {
    expect(locked.length).toBeGreaterThan(100);
    const loose = locked.filter(([, entry]) => !/^sha512-[\w+/]{86}==$/.test(entry.integrity ?? ''));
    expect(loose.map(([name]) => name)).toEqual([]);
    const elsewhere = locked.filter(
      ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere.map(([name]) => name)).toEqual([]);
  });

  test('M3 the runtime from the registry is held by a sha512 too', () => {
    expect(read('scripts/lib/electron-runtime.mjs')).toMatch(/'sha512-[\w+/]{86}=='/);
  });

  test('M4 few packages run with the app, each for a reason', () => {
    const reasons = versions.parse(JSON.parse(read('docs/runtime-packages.json')));
    const names = Object.keys(card.dependencies);
    expect(names.length).toBeLessThanOrEqual(5);
    expect(Object.keys(reasons).sort()).toEqual(names.sort());
  });

  test('M5 the list of parts is made without a network', () => {
    const env = { ...process.env, npm_config_offline: 'true', npm_config_registry: 'http://127.0.0.1:9/' };
    const result = npm(['sbom', '--sbom-format', 'cyclonedx'], { env });
    const parts = z.object({ bomFormat: z.literal('CycloneDX'), components: z.array(z.object({ name: z.string() })) });
    const names = parts.parse(JSON.parse(result.stdout)).components.map((part) => part.name);
    expect(names).toEqual(expect.arrayContaining([...Object.keys(card.dependencies), 'svelte']));
  });

  test('M6 a registry that does not answer is told, not taken for a clean bill', { timeout: 60_000 }, () => {
    const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9/' };
    const result = spawnSync(process.execPath, ['scripts/audit.mjs'], { cwd: root, env, encoding: 'utf8' });
    expect(result.stdout).toContain('advisories: SKIPPED');
    expect(result.stdout).toContain('signatures: SKIPPED');
    expect(result.status).toBe(0);
    expect(read('.github/workflows/ci.yml')).toContain('npm run audit');
  });

  test('M7 versions are exact and an update waits a week', () => {
    const loose = Object.entries({ ...card.dependencies, ...card.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
    expect(read('.npmrc').split('\n')).toContain('save-exact=true');
    expect(card.scripts['update-packages']).toContain('--min-release-age=7');
  });
});
