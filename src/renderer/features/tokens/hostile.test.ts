import { screen, waitFor } from '@testing-library/svelte';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { connectionsQuery, serverQuery } from '#api/queries';
import type { Token } from '#domain/token';
import { aBridge, aConnection, anAllAccessSelf, aServer, aToken, writes } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import TokensPage from './TokensPage.svelte';

const PAYLOADS = [
  '<script>window.__pwned=1</script>',
  '<img src=x onerror="window.__pwned=1">',
  '<svg/onload=window.__pwned=1>',
  '<iframe srcdoc="<script>parent.__pwned=1</script>">',
  'javascript:window.__pwned=1',
  '{{constructor.constructor("window.__pwned=1")()}}',
  '${window.__pwned=1}',
  '{@html "<b>x</b>"}',
  '"><a href="javascript:window.__pwned=1">x</a>',
  "'; window.__pwned=1; '",
  '</span></div><style>*{display:none}</style>',
  '<!--',
  ']]>',
  '&lt;b&gt;',
  '\u202Egnp.exe',
  '\u200B\u200Bnothing',
  'nul\u0000byte',
  '\uD800',
  '\u{E0041}\u{E0042}',
  'a'.repeat(1_000_000),
];

afterEach(() => document.body.replaceChildren());

async function shown(token: Token) {
  const connection = aConnection({
    name: token.description.slice(0, 200) || 'x',
    environment: token.description.slice(0, 60) || 'x',
  });
  const server = aServer({
    self: anAllAccessSelf({ userName: token.ownerName }),
    version: token.description.slice(0, 100),
  });
  const app = appOver(aBridge({ connections: [connection], server, tokens: [token] }));
  app.modes.take([{ connectionId: 'c1', until: Date.UTC(2027, 0, 1) }]);
  await app.queries.fetchQuery(connectionsQuery(app.api));
  await app.queries.fetchQuery(serverQuery(app.api, 'c1'));
  await app.lists.of('c1').read();
  app.workspace.view('c1').selected = `api:${token.id}`;
  const drawn = renderView(TokensPage, { connectionId: 'c1' }, app);
  await waitFor(() => expect(screen.getByRole('grid')).toBeInTheDocument());
  return drawn;
}

/** A token that carries the text wherever a server could put it. */
const carrying = (text: string): Token =>
  aToken({
    description: text,
    orgName: text,
    ownerName: text,
    grants: [writes('0b00000000000001', text), { action: 'read', type: text, id: text }],
    username: text,
  });

function expectHarmless(container: HTMLElement) {
  expect(container.querySelector('script, iframe, img, style, a, object, embed')).toBeNull();
  expect(
    [...container.querySelectorAll('svg')].every((svg) => svg.matches('.lucide') || svg.querySelector('use')),
  ).toBe(true);
  expect([...container.querySelectorAll('use')].every((use) => use.getAttribute('href')?.startsWith('#kind-'))).toBe(
    true,
  );
  for (const element of container.querySelectorAll(':not(use)')) {
    expect(
      element
        .getAttributeNames()
        .filter((name) => name.startsWith('on') || name === 'href' || name === 'src' || name === 'srcdoc'),
    ).toEqual([]);
  }
  expect('__pwned' in window).toBe(false);
}

test.each(PAYLOADS.map((text) => [text.slice(0, 40), text]))(
  'T1 %j from a server is text and nothing else',
  async (_name, text) => {
    const { container } = await shown(carrying(text));

    expectHarmless(container);
    // Nothing that changes how text runs, and no gap for what cannot be seen.
    expect(container.textContent).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\u0000]/);
    expect(container.textContent.length).toBeLessThan(60_000);
  },
);

test('T1 whatever a server calls things, no element comes of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
      const { container, unmount } = await shown(carrying(`<b>${text}</b>`));
      expectHarmless(container);
      expect(container.querySelector('[role="gridcell"]')?.innerHTML).toContain('&lt;b&gt;');
      unmount();
    }),
    { numRuns: 12 },
  );
});

test.each([
  0,
  -62_135_596_800_000,
  8.64e15,
  8.64e15 + 1,
  -1,
  Number.MAX_SAFE_INTEGER,
  Date.UTC(2262, 3, 11),
  undefined,
])('N5 a token of %s is shown', async (at) => {
  const { container } = await shown(aToken({ createdAt: at, changedAt: at }));

  expect(screen.getByRole('heading', { name: 'telegraf on host-7' })).toBeInTheDocument();
  expect(container.textContent).not.toMatch(/NaN|Invalid|undefined/);
});

test('ten thousand rights in one token are shown in part, and the page answers while the others come', async () => {
  const grants = Array.from({ length: 10_000 }, (_, at) => writes(`0b${String(at).padStart(14, '0')}`, `bucket ${at}`));

  const { container, user, unmount } = await shown(aToken({ grants }));

  expect(container.querySelectorAll('*').length).toBeLessThan(3000);
  await user.click(screen.getByRole('button', { name: 'Show all 10,000' }));
  await waitFor(() => expect(container.querySelectorAll('li.item').length).toBeGreaterThan(50));
  expect(container.querySelectorAll('li.item').length).toBeLessThan(5000);
  unmount();
});

test('all rights come, those in a form that is not known here too', async () => {
  const grants = Array.from({ length: 700 }, (_, at) => writes(`0b${String(at).padStart(14, '0')}`, `bucket ${at}`));
  const unread = Array.from({ length: 600 }, (_, at) => `table:home:t${at}:read`);

  const { user } = await shown(aToken({ grants, unread }));

  const list = screen.getByRole('list', { name: 'Rights not known here' });
  expect(list).not.toHaveTextContent('table:home:t50:read');
  expect(screen.queryByText('bucket 50')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show all 600' }));
  await waitFor(() => expect(list).toHaveTextContent('table:home:t599:read'));
  await waitFor(() => expect(screen.getByText('bucket 699')).toBeInTheDocument());
  expect(screen.queryByRole('button', { name: /Show all/ })).toBeNull();
});

test('of ten thousand tokens only those in sight are drawn, and all are counted', async () => {
  const tokens = Array.from({ length: 10_000 }, (_, at) => aToken({ id: String(at), description: `t${at}` }));
  const app = appOver(aBridge({ server: aServer({ self: anAllAccessSelf() }), tokens }));
  await app.queries.fetchQuery(connectionsQuery(app.api));
  await app.queries.fetchQuery(serverQuery(app.api, 'c1'));
  await app.lists.of('c1').read();

  renderView(TokensPage, { connectionId: 'c1' }, app);

  expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '10001');
  expect(screen.getAllByRole('row').length).toBeLessThan(60);
  expect(screen.getByText('10,000 of 10,000 shown')).toBeInTheDocument();
});
