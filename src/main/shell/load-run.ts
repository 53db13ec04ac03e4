import { setImmediate as turn } from 'node:timers/promises';
import type * as Run from './run.ts';

/** What the app is made of, in parts of about the same time. */
const PARTS = [() => import('#contract/contract'), () => import('#main/providers/families')];

/**
 * Loads the app part by part while the page's process comes up: it asks this one for its preload, its page and its
 * files, and waits for each answer. What is left is loaded when it has work of its own, that is when `begun` has
 * settled.
 */
export async function loadRun(begun: Promise<void>): Promise<typeof Run> {
  for (const part of PARTS) {
    await turn();
    await part();
  }
  await begun;
  return import('./run.ts');
}
