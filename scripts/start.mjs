/**
 * npm start [-- --fresh | --smoke | --read-only | …]  sets up, builds where needed and opens the app.
 * Without --fresh it opens on the sample servers. The app's own exit code is ours.
 */
import { ensureBuilt } from './lib/build.mjs';
import { displayIfMissing } from './lib/desktop.mjs';
import { electronPath, quietErrors, sandboxSwitches } from './lib/electron.mjs';
import { root, run } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

async function open(args, env) {
  const errors = quietErrors((line) => process.stderr.write(line));
  const outputs = { stdout: (text) => process.stdout.write(text), stderr: errors.push };
  const code = await run(electronPath(), [root, ...sandboxSwitches, ...args], {
    env: { ...process.env, ...env },
    onOutput: (text, name) => outputs[name](text),
  });
  errors.end();
  return code;
}

await runScript(async () => {
  const given = process.argv.slice(2);
  await ensureSetup();
  const built = await ensureBuilt();
  if (built !== 0) return built;
  const display = await displayIfMissing();
  try {
    return await open(given.includes('--fresh') ? given : ['--samples', ...given], display.env);
  } finally {
    await display.stop();
  }
});
