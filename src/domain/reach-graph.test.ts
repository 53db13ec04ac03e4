import { expect, test } from 'vitest';
import { ACME, GLOBEX, aGrant, aToken, operatorSet, someResources } from '#test/tokens';
import { namesOf, NO_NAMES } from './names.ts';
import { graphPicture } from './graph-layout.ts';
import { reachGraph } from './reach-graph.ts';
import { toRow } from './search-row.ts';

const on = (action: 'read' | 'write', id: string, name = id) => aGrant(action, 'buckets', { id, name, orgId: ACME });

test('people, tokens that are alike, and what they reach stand in three columns', () => {
  const rows = [
    aToken({ id: '1', description: 'host 1', ownerName: 'ilse', grants: [on('write', 'b1', 'telemetry')] }),
    aToken({ id: '2', description: 'host 2', ownerName: 'ilse', grants: [on('write', 'b1', 'telemetry')] }),
    aToken({ id: '3', description: "admin's Token", ownerName: 'admin', grants: operatorSet() }),
    aToken({ id: '4', description: 'board', ownerName: 'admin', grants: [on('read', 'b1', 'telemetry')] }),
  ].map((token) => toRow(token));
  const { nodes, links } = reachGraph(rows, NO_NAMES);
  const column = (at: number) =>
    nodes
      .filter((node) => node.column === at)
      .map(({ label }) => label)
      .sort();
  expect([column(0), column(1), column(2)]).toEqual([
    ['admin', 'ilse'],
    ['2 × host 1', "admin's Token", 'board'],
    ['everything on the server', 'telemetry'],
  ]);
  const label = (id: string) => nodes.find((node) => node.id === id)?.label;
  expect(
    links
      .filter(({ action }) => action !== '')
      .map(({ from, to, action, count }) => [label(from), action, label(to), count]),
  ).toEqual([
    ['2 × host 1', 'w', 'telemetry', 2],
    ["admin's Token", 'rw', 'everything on the server', 1],
    ['board', 'r', 'telemetry', 1],
  ]);
});

test('buckets of one name stand in boxes with their organizations', () => {
  const bucket = (id: string, orgId: string) => ({ id, name: '_monitoring', orgId, retention: 0, system: true });
  const resources = someResources({ buckets: [bucket('b1', ACME), bucket('b2', GLOBEX)] });
  const grants = ['b1', 'b2'].map((id) => on('read', id, '_monitoring'));
  const { nodes } = reachGraph([toRow(aToken({ grants }))], namesOf(resources));
  const reached = nodes.filter(({ column }) => column === 2).map(({ label }) => label);
  expect(reached.sort()).toEqual(['_monitoring of acme', '_monitoring of globex']);
});

test('a thousand tokens stay readable: few boxes, none on another, and no token is lost', () => {
  const rows = Array.from({ length: 1000 }, (_, at) =>
    toRow(
      aToken({
        id: String(at),
        ownerId: `u${at % 90}`,
        ownerName: `user ${at % 90}`,
        grants: [on('write', `b${at % 300}`), on('read', `b${(at * 7) % 300}`)],
      }),
    ),
  );
  const { nodes, links, height } = reachGraph(rows, namesOf(someResources()));
  expect(nodes.length).toBeLessThanOrEqual(24 + 48 + 36);
  expect(height).toBeLessThan(1700);
  for (const at of [0, 1] as const)
    expect(nodes.filter(({ column }) => column === at).reduce((sum, node) => sum + node.rows.length, 0)).toBe(1000);
  for (const node of nodes)
    for (const other of nodes)
      if (node !== other && node.column === other.column) expect(Math.abs(node.y - other.y)).toBeGreaterThanOrEqual(24);
  const firsts = [0, 1, 2].map((at) => Math.min(...nodes.filter(({ column }) => column === at).map(({ y }) => y)));
  expect(Math.max(...firsts)).toBeLessThan(80);
  const known = new Set(nodes.map(({ id }) => id));
  expect(links.every(({ from, to }) => known.has(from) && known.has(to))).toBe(true);
  expect(links.filter(({ action }) => action === '').reduce((sum, { count }) => sum + count, 0)).toBe(1000);
});

test('the picture is one SVG whose texts are only texts', () => {
  const row = toRow(aToken({ description: '<script>alert(1)</script>', grants: [on('write', 'b1', '"&')] }));
  const svg = graphPicture(reachGraph([row], NO_NAMES), 'a & b');
  expect(svg).toMatch(/^<svg xmlns/u);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('&#60;script&#62;');
});
