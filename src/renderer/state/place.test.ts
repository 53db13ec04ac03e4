import { expect, test } from 'vitest';
import { aBridge, aConnection } from '../test-support/builders.ts';
import { appOver } from '../test-support/render.ts';
import { placeOf, restorePlace } from './place.ts';

const SERVERS = [aConnection({ id: 'c1' }), aConnection({ id: 'c2' })];

test('where a person was is where they are in the next run', () => {
  const before = appOver(aBridge());
  before.openServer('c2');
  before.workspace.view('c2').tab = 'resources';
  before.fleet.text = 'kind:operator';
  before.fleet.filter('env', 'staging');
  before.route.go({ name: 'all' });

  const after = appOver(aBridge());
  expect(restorePlace(after, placeOf(before) ?? null, SERVERS)?.id).toBe('c2');
  expect(placeOf(after)).toEqual(placeOf(before));
  expect(after.route.page.name).toBe('all');
});

test('how each server’s list was left is how it is in the next run; a server that is gone takes its own along', () => {
  const before = appOver(aBridge());
  before.openServer('c1');
  const first = before.workspace.view('c1');
  first.narrowed = true;
  first.text = 'finding:high';
  first.filter('org', 'acme');
  first.filter('owner', 'ilse');
  first.filter('owner', undefined);
  first.sort = { column: 'owner', direction: 'ascending' };
  first.showRevoked = true;
  before.openServer('c2');

  const after = appOver(aBridge());
  restorePlace(after, placeOf(before) ?? null, SERVERS);
  const left = after.workspace.view('c1');
  expect([left.text, left.filters, left.sort, left.showRevoked, left.narrowed]).toEqual([
    'finding:high',
    { org: 'acme' },
    { column: 'owner', direction: 'ascending' },
    true,
    true,
  ]);
  // Nobody has seen the list of this one yet: it opens as ever.
  expect(after.workspace.view('c2').narrowed).toBe(false);
  expect(placeOf(after)).toEqual(placeOf(before));

  after.workspace.forget('c1');
  expect(placeOf(after)?.lists).toEqual({});
});

test('a column that this version does not have leaves the list as it opens by itself', () => {
  const before = appOver(aBridge());
  before.openServer('c1');
  const place = placeOf(before)!;
  const list = { text: 'a', filters: {}, sort: { column: 'of the future', direction: 'ascending' } } as const;
  const after = appOver(aBridge());
  restorePlace(after, { ...place, lists: { c1: list } }, SERVERS);
  expect([after.workspace.view('c1').text, after.workspace.view('c1').narrowed]).toEqual(['', false]);
});

test('without a place, or with one on a server that is gone, the first server opens', () => {
  const app = appOver(aBridge());
  expect(placeOf(app)).toBeUndefined();
  expect(restorePlace(app, null, SERVERS)?.id).toBe('c1');
  app.openServer('gone');
  const place = placeOf(app) ?? null;
  expect(restorePlace(appOver(aBridge()), place, SERVERS)?.id).toBe('c1');
  expect(restorePlace(appOver(aBridge()), place, [])).toBeUndefined();
});
