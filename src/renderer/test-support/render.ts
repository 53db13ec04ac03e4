import '@testing-library/jest-dom/vitest';
import { QueryClient } from '@tanstack/svelte-query';
import { render } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import type { Component } from 'svelte';
import { createClient } from '#api/client';
import { AppState } from '#state/app.svelte';
import { Clock } from '#state/clock.svelte';
import type { InMemoryBridge } from './in-memory-bridge.ts';
import WithApp from './WithApp.svelte';

/** Everything that the views share, over a bridge in memory, with a clock that stands at `now` (ms since 1970). */
export function appOver(bridge: InMemoryBridge, now: number = Date.UTC(2026, 5, 1)): AppState {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return new AppState(createClient(bridge), queries, new Clock(() => now));
}

/** Draws a view with the contexts that it has in the app. */
export function renderView<Props extends Record<string, unknown>>(view: Component<Props>, props: Props, app: AppState) {
  // The wrapper's generic is lost on its way through the testing library.
  const drawn = render(WithApp, { props: { app, view: view as Component<Record<string, unknown>>, props } });
  return { ...drawn, app, user: userEvent.setup() };
}
