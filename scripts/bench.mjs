/**
 * npm run bench  sets up, builds and measures; prints tables and writes reports/bench-domain.json (what a page does
 * with its tokens, in plain Node; `npm run bench -- domain` alone) and reports/bench.json (the app). 1 when a bound is
 * missed.
 */
import { ensureBuilt } from './lib/build.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { root, run } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

await runScript(async () => {
  const domainAlone = process.argv[2] === 'domain';
  await ensureSetup({ desktop: !domainAlone });
  const measure = (part, env = process.env) =>
    run(process.execPath, ['--max-old-space-size=8000', '--import', 'tsx', `bench/${part}.ts`], { cwd: root, env });
  const domain = await measure('domain');
  if (domainAlone) return domain;
  const built = await ensureBuilt();
  if (built !== 0) return built;
  const desktop = await startDesktop();
  try {
    const env = { ...process.env, ...desktop.env };
    return (await measure('run', env)) || domain;
  } finally {
    await desktop.stop();
  }
});
