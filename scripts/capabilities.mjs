/** npm run capabilities  writes into README.md what the app can do on which server, as the code has it. */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './lib/run.mjs';
import { ensureSetup, runScript } from './setup.mjs';

await runScript(async () => {
  await ensureSetup({ electron: false });
  const { register } = await import('tsx/esm/api');
  register();
  const { capabilityTable, withTable } = await import('./lib/capability-table.ts');
  const { format, resolveConfig } = await import('prettier');
  const file = path.join(root, 'README.md');
  const text = withTable(fs.readFileSync(file, 'utf8'), await capabilityTable());
  fs.writeFileSync(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
  return 0;
});
