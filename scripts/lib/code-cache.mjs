/** Keeps the code that V8 makes of the built app, so that its starts need not make it. */
import path from 'node:path';
import { displayIfMissing } from './desktop.mjs';
import { electronPath, sandboxSwitches } from './electron.mjs';
import { root, run, say } from './run.mjs';

const PRELOAD = path.join(import.meta.dirname, 'keep-code.cjs');

const ARGS = ['-r', PRELOAD, root, ...sandboxSwitches, '--samples', '--smoke'];

/**
 * Starts the built app once, on the sample servers, and keeps what V8 made meanwhile. Without it, starts are slower.
 */
export async function keepCode() {
  try {
    const display = await displayIfMissing();
    const env = { ...process.env, ...display.env };
    const code = await run(electronPath(), ARGS, { env, onOutput: () => undefined }).finally(display.stop);
    if (code !== 0) throw new Error(`the app ended with ${code}`);
  } catch (error) {
    say(`no code is kept for quicker starts: ${error.message}`);
  }
}
