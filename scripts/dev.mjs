/** npm run dev [-- …]  opens the app from its sources, reloading as they change. */
import { displayIfMissing } from './lib/desktop.mjs';
import { sandboxSwitches } from './lib/electron.mjs';
import { packageBin, run } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

await runScript(async () => {
  const given = process.argv.slice(2);
  await ensureSetup();
  const display = await displayIfMissing();
  const noSandbox = sandboxSwitches.length > 0 ? ['--noSandbox'] : [];
  const app = given.includes('--fresh') ? given : ['--samples', ...given];
  try {
    const args = [packageBin('electron-vite'), 'dev', '--watch', ...noSandbox, '--', ...app];
    return await run(process.execPath, args, { env: { ...process.env, ...display.env } });
  } finally {
    await display.stop();
  }
});
