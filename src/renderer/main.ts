import '#api/zod-without-eval';
import { notifyManager, QueryClient } from '@tanstack/svelte-query';
import { mount } from 'svelte';
import { bridge } from '#api/bridge';
import { createClient } from '#api/client';
import { connectionsQuery, lastQuery } from '#api/queries';
import { pause } from '#api/turns';
import { railOrder } from '#domain/rail-order';
import { AppState } from '#state/app.svelte';
import { foresee } from '#state/foresee';
import { restorePlace } from '#state/place';
import App from './App.svelte';
import { registry } from './registry.svelte.ts';

/** How long the rest of the page waits for the first list, in ms. */
const PATIENCE_MS = 1000;

/** The fonts of nearly every text, named in the page's head: they come beside the script. */
const FIRST_FONTS = ['Inter Latin', 'JetBrains Mono Latin'];

const target = document.querySelector('#app');
if (target === null) throw new Error('index.html has no #app');

// Not by a timer, as it is by itself: those of a page that is not shown yet come once a second.
notifyManager.setScheduler(queueMicrotask);

// An answer of a server is not asked for again by itself: a person sees how old it is and asks.
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
      gcTime: Infinity,
    },
  },
});
const app = new AppState(createClient(bridge), queries);

// The first server is asked before anything is drawn, and answers while that is done. Without an answer the views ask
// again, and say why there is none.
const [place] = await Promise.all([
  app.api.views.place().catch(() => null),
  queries.prefetchQuery(connectionsQuery(app.api)),
  // Else the first layout would look for fonts of the system, and be thrown away.
  ...FIRST_FONTS.map((font) => document.fonts.load(`1em "${font}"`).catch(() => [])),
]);
const connections = railOrder(queries.getQueryData(connectionsQuery(app.api).queryKey) ?? []);
const first = restorePlace(app, place, connections);
// What is known of an earlier run stands in the first frame. Of samples there is none.
if (first && !first.sample) await queries.prefetchQuery(lastQuery(app.api, first.id));
const begun = first && app.begin(first);
await pause();

mount(App, { target, props: { bridge, app } });

// The tokens of the first server are what is seen first; everything else that can be shown is loaded when they are
// there.
const isTokens = first && app.route.page.name !== 'all' && app.workspace.view(first.id).tab === 'tokens';
if (isTokens) await Promise.race([begun, delay(PATIENCE_MS)]);
await registry.complete();
await foresee(app, connections, () => new Promise((idle) => requestIdleCallback(() => idle())));

function delay(ms: number): Promise<unknown> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
