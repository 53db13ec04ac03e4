/** npm run bench  sets up, builds and measures; prints a table and writes reports/bench.json. 1 when a bound is missed. */
import { ensureBuilt } from './lib/build.mjs';
import { displayIfMissing } from './lib/desktop.mjs';
import { root, run } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

await runScript(async () => {
  await ensureSetup();
  const built = await ensureBuilt();
  if (built !== 0) return built;
  const display = await displayIfMissing();
  try {
    const env = { ...process.env, ...display.env };
    return await run(process.execPath, ['--import', 'tsx', 'bench/run.ts'], { cwd: root, env });
  } finally {
    await display.stop();
  }
});
