/** npm run types  checks the types of all three worlds: pure core, Node, and the pages with their Svelte files. */
import { packageBin, run } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

await runScript(async () => {
  await ensureSetup({ electron: false });
  const tsc = packageBin('typescript', 'tsc');
  const checks = [
    [tsc, '-p', 'tsconfig.core.json'],
    [tsc, '-p', 'tsconfig.node.json'],
    [tsc, '-p', 'tsconfig.bridge.json'],
    [packageBin('svelte-check'), '--tsconfig', './tsconfig.web.json', '--fail-on-warnings', '--output', 'human'],
  ];
  let failed = 0;
  for (const check of checks) failed = (await run(process.execPath, check)) || failed;
  return failed;
});
