/**
 * Runs one sample server: `npm run sample -- oss-2.9 --empty --port 0`. Without a product it says what there is.
 */
import { ensureSetup } from './setup.mjs';

await ensureSetup({ electron: false });

const { register } = await import('tsx/esm/api');
register();
const { main } = await import('../src/sample/cli.ts');
process.exitCode = await main(process.argv.slice(2));
process.stdin.unref?.();
