import '#api/zod-without-eval';
import { QueryClient } from '@tanstack/svelte-query';
import { mount } from 'svelte';
import { bridge } from '#api/bridge';
import { createClient } from '#api/client';
import { connectionsQuery } from '#api/queries';
import { railOrder } from '#domain/rail-order';
import { AppState } from '#state/app.svelte';
import { foresee } from '#state/foresee';
import { restorePlace } from '#state/place';
import App from './App.svelte';

const target = document.querySelector('#app');
if (target === null) throw new Error('index.html has no #app');

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
]);
const connections = railOrder(queries.getQueryData(connectionsQuery(app.api).queryKey) ?? []);
const first = restorePlace(app, place, connections);
if (first) app.begin(first);
await new Promise((sent) => setTimeout(sent));

mount(App, { target, props: { bridge, app } });
void foresee(app, connections, () => new Promise((idle) => requestIdleCallback(() => idle())));
