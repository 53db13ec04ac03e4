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

test('without a place, or with one on a server that is gone, the first server opens', () => {
  const app = appOver(aBridge());
  expect(placeOf(app)).toBeUndefined();
  expect(restorePlace(app, null, SERVERS)?.id).toBe('c1');
  app.openServer('gone');
  const place = placeOf(app) ?? null;
  expect(restorePlace(appOver(aBridge()), place, SERVERS)?.id).toBe('c1');
  expect(restorePlace(appOver(aBridge()), place, [])).toBeUndefined();
});
