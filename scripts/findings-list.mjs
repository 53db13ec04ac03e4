/** npm run findings-list  writes into docs/findings.md which rules servers and tokens are held against. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

await runScript(async () => {
  await ensureSetup({ electron: false });
  const { register } = await import('tsx/esm/api');
  register();
  const { findingsList } = await import('./lib/findings-list.ts');
  const { format, resolveConfig } = await import('prettier');
  const file = path.join(root, 'docs', 'findings.md');
  fs.writeFileSync(file, await format(findingsList(), { ...(await resolveConfig(file)), filepath: file }));
  return 0;
});
