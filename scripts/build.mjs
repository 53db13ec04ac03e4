/** npm run build  builds the app into out/. */
import { ensureBuilt } from './lib/build.mjs';
import { ensureSetup, runScript } from './setup.mjs';

await runScript(async () => {
  await ensureSetup({ electron: false });
  return ensureBuilt();
});
