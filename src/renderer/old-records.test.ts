import { screen, waitFor, within } from '@testing-library/svelte';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { keys } from '#api/queries';
import AccessPage from '#features/access/AccessPage.svelte';
import FindingsPage from '#features/findings/FindingsPage.svelte';
import FleetPage from '#features/fleet/FleetPage.svelte';
import HistoryPage from '#features/history/HistoryPage.svelte';
import type { Resources } from '#domain/resource';
import type { Server } from '#domain/server';
import type { SnapshotFacts } from '#domain/snapshot';
import { showText } from '#domain/show-text';
import type { Token } from '#domain/token';
import { whatIsKnown } from '#state/known-findings';
import { oddResources, oddText, oddTokens } from '#test/views-odd';
import { aBridge, aConnection, aServer } from './test-support/builders.ts';
import { aDatabaseServer } from './test-support/database-builders.ts';
import { appOver, renderView } from './test-support/render.ts';

const NOW = Date.UTC(2026, 5, 1);

interface Scene {
  tokens: Token[];
  earlier: Token[];
  resources: Resources;
  server: Server;
  name: string;
}

const oddScene: fc.Arbitrary<Scene> = fc
  .record({
    tokens: oddTokens,
    earlier: oddTokens,
    resources: oddResources,
    name: oddText,
    product: oddText,
    version: oddText,
    databases: fc.boolean(),
  })
  .map(({ product, version, databases, ...scene }) => ({
    ...scene,
    server: databases ? aDatabaseServer({ product, version }) : aServer({ product, version }),
  }));

/** The same ones each time: drawing takes too long for many. */
const SCENES = fc.sample(oddScene, { numRuns: 8, seed: 611 }).map((scene, at) => [at, scene] as const);

/** What a person neither sees nor hears. */
const UNSEEN_ATTRIBUTES =
  /^(?:id|for|value|class|style|href|d|data-.*|aria-(?:controls|owns|activedescendant|labelledby|describedby))$/u;

/** Nothing that is drawn or read out holds a character that cannot be seen, or changes how the rest is read. */
function expectOnlySeen(): void {
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const { name, value } of node.attributes) if (!UNSEEN_ATTRIBUTES.test(name)) texts.push(value);
    } else if (!(node.parentElement instanceof HTMLStyleElement)) texts.push(node.textContent ?? '');
  }
  // The ends of lines in a component's own markup are no text.
  const own = texts.map((text) =>
    text
      .replace(/\s*\n\s*/gu, ' ')
      .replaceAll('\t', ' ')
      .trim(),
  );
  const hidden = own.filter((text) => showText(text, Infinity).trim() !== text);
  expect(hidden.map((text) => JSON.stringify(text.slice(0, 200)))).toEqual([]);
  expect(document.querySelector('script, img, svg[onload]')).toBeNull();
}

async function appOf({ tokens, earlier, resources, server, name }: Scene) {
  const connection = aConnection({ name });
  const facts: SnapshotFacts = {
    readAt: NOW - 1,
    completeness: 'every-token',
    unreadable: 0,
    v1: 'read',
    firstAt: NOW - 1,
    readings: 1,
    tokens: earlier.length,
    address: connection.address,
    product: server.product,
    version: server.version,
  };
  const bridge = aBridge({ connections: [connection], tokens, resources, server })
    .answer('history.list', () => ({ snapshots: [facts], broken: 0 }))
    .streamOf('history.open', (_input, chunk) => {
      chunk(earlier);
      return {};
    });
  const app = appOver(bridge, NOW);
  app.queries.setQueryData(keys.server('c1'), server);
  app.queries.setQueryData(keys.resources('c1'), resources);
  await app.lists.of('c1').read();
  return { app, connection };
}

/** Whatever a component throws while it draws is an error of the page. */
async function withoutErrors(draw: () => Promise<void>): Promise<void> {
  const thrown: unknown[] = [];
  const listen = (event: ErrorEvent | PromiseRejectionEvent) =>
    thrown.push('error' in event ? event.error : event.reason);
  const logged = vi.spyOn(console, 'error').mockImplementation((...said) => void thrown.push(said));
  window.addEventListener('error', listen);
  window.addEventListener('unhandledrejection', listen);
  try {
    await draw();
  } finally {
    window.removeEventListener('error', listen);
    window.removeEventListener('unhandledrejection', listen);
    logged.mockRestore();
  }
  expect(thrown).toEqual([]);
}

test.each(SCENES)('odd records do not break the list of all servers (%i)', async (_at, scene) => {
  await withoutErrors(async () => {
    const { app } = await appOf(scene);
    renderView(FleetPage, {}, app);
    await screen.findByRole('heading', { name: 'All servers' });
    await waitFor(() => expect(document.querySelector('[aria-busy=true]')).toBeNull());
    expect(screen.queryAllByRole('row').length > 1).toBe(scene.tokens.length > 0);
    expectOnlySeen();
  });
});

test.each(SCENES)(
  'odd records do not break who can, the matrix, the comparison and the graph (%i)',
  async (_at, scene) => {
    await withoutErrors(async () => {
      const { app } = await appOf(scene);
      app.workspace.view('c1').access.compared = scene.tokens.slice(0, 3).map(({ store, id }) => `${store}:${id}`);
      const { user } = renderView(AccessPage, { connectionId: 'c1' }, app);
      await screen.findByRole('button', { name: 'Matrix' });
      expectOnlySeen();
      for (const view of ['Matrix', 'Compare', 'Graph']) {
        await user.click(screen.getByRole('button', { name: view }));
        expectOnlySeen();
      }
    });
  },
);

test.each(SCENES)('odd records do not break the findings (%i)', async (_at, scene) => {
  await withoutErrors(async () => {
    const { server, resources } = scene;
    const { app, connection } = await appOf(scene);
    const known = whatIsKnown({ app, connection, server, resources, asking: false });
    if (!known) throw new Error('nothing is known');
    await app.findings.of('c1').check(known);
    const { user } = renderView(FindingsPage, { connectionId: 'c1' }, app);
    await screen.findByRole('heading', { level: 2 });
    const list = screen.queryByRole('list', { name: 'Findings' });
    const folded = list ? within(list).queryAllByRole('button', { expanded: false }) : [];
    for (const more of folded) await user.click(more);
    expectOnlySeen();
  });
});

test.each(SCENES)('odd records do not break what changed (%i)', async (_at, scene) => {
  await withoutErrors(async () => {
    const { app } = await appOf(scene);
    renderView(HistoryPage, { connectionId: 'c1' }, app);
    if (scene.tokens.length + scene.earlier.length > 0) await screen.findByRole('list', { name: 'Changes' });
    else await screen.findByText('Nothing changed between these two.');
    expectOnlySeen();
  });
});
