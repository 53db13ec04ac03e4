/** npm run screenshots  makes the pictures of docs/ from the real app on its sample servers. */
import { ensureBuilt } from './lib/build.mjs';
import { startDesktop } from './lib/desktop.mjs';
import { packageBin, root, run } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

await runScript(async () => {
  await ensureSetup({ desktop: true });
  const built = await ensureBuilt();
  if (built !== 0) return built;
  const desktop = await startDesktop();
  try {
    const args = [packageBin('@playwright/test', 'playwright'), 'test', '--config', 'docs/screenshots.config.ts'];
    return await run(process.execPath, args, { cwd: root, env: { ...process.env, ...desktop.env } });
  } finally {
    await desktop.stop();
  }
});
