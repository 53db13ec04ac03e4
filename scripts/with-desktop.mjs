/** node scripts/with-desktop.mjs COMMAND…  runs a command on its own X server, session bus and unlocked key store. */
import { startDesktop } from './lib/desktop.mjs';
import { run } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

await runScript(async () => {
  const [command, ...args] = process.argv.slice(2);
  if (!command) throw new Error('usage: node scripts/with-desktop.mjs COMMAND [ARGUMENTS]');
  await ensureSetup({ desktop: true });
  const desktop = await startDesktop();
  try {
    return await run(command, args, { env: { ...process.env, ...desktop.env } });
  } finally {
    await desktop.stop();
  }
});
