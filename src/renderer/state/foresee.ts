import { lastQuery } from '#api/queries';
import type { Connection } from '#domain/connection';
import type { AppState } from './app.svelte.ts';

/** Main takes only so many calls a second from a page: one is asked for in so many ms. */
const PACE_MS = 100;

/**
 * Asks for the first rows of what each server was in an earlier run, one after the other whenever the page is `idle`: a
 * click on one shows them in its first frame.
 */
export async function foresee(
  { api, queries }: AppState,
  connections: readonly Connection[],
  idle: () => Promise<void>,
): Promise<void> {
  for (const { id } of connections) {
    await idle();
    await queries.prefetchQuery(lastQuery(api, id));
    await new Promise((paced) => setTimeout(paced, PACE_MS));
  }
}
