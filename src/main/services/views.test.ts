import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Place, SavedView } from '#contract/view-shapes';
import { Redactor } from '#main/redact';
import { testPorts } from '#test/ports';
import { Views } from './views.ts';

const aView = (name: string, text = ''): SavedView => ({
  name,
  text,
  filters: { env: 'production' },
  sort: { column: 'kind', direction: 'ascending' },
});

const aPlace = (text = ''): Place => ({ page: 'all', text, filters: {}, sort: aView('').sort });

function viewsIn(ports = testPorts()) {
  return { ports, views: new Views(ports, new Redactor(), () => undefined) };
}

test('views are kept by name, in the order of names, and are there after a restart', () => {
  const { ports, views } = viewsIn();
  views.save(aView('Operators', 'kind:operator'));
  views.save(aView('dead ones', 'is:dead'));
  views.save(aView('Operators', 'kind:operator status:active'));

  const again = viewsIn(ports).views;
  expect(again.list().map(({ name, text }) => [name, text])).toEqual([
    ['dead ones', 'is:dead'],
    ['Operators', 'kind:operator status:active'],
  ]);
  expect(again.remove('Operators').map(({ name }) => name)).toEqual(['dead ones']);
});

test('the place is there after a restart; before the first one there is none', () => {
  const { ports, views } = viewsIn();
  expect(views.place()).toBeNull();
  views.setPlace(aPlace('server:prod'));
  expect(viewsIn(ports).views.place()).toEqual(aPlace('server:prod'));
});

test('how the list of a server was left is kept with the place, without secrets, until the server is forgotten', () => {
  const { ports, views } = viewsIn();
  const secret = `${'aB3-_x'.repeat(14)}aB==`;
  const list = (text: string) => ({ text, filters: { owner: 'ilse' }, sort: aView('').sort, revoked: true });
  views.setPlace({ ...aPlace(), lists: { c1: list('kind:operator'), c2: list(secret) } });
  expect(viewsIn(ports).views.place()?.lists).toEqual({ c1: list('kind:operator'), c2: list('[secret]') });

  views.forget('c2');
  views.forget('never seen');
  expect(viewsIn(ports).views.place()).toEqual({ ...aPlace(), lists: { c1: list('kind:operator') } });
  for (const file of ['views.json', 'views.json.bak'])
    expect(readFileSync(join(ports.folder, file), 'utf8')).not.toContain('c2');
});

test('a token that was typed into the search is stored neither with a view nor with the place', () => {
  const { ports, views } = viewsIn();
  const secret = `${'aB3-_x'.repeat(14)}aB==`;
  views.save(aView('mine', `owner:me ${secret}`));
  views.setPlace(aPlace(secret));
  views.setPlace(aPlace('nothing'));
  for (const file of ['views.json', 'views.json.bak'])
    expect(readFileSync(join(ports.folder, file), 'utf8')).not.toContain(secret);
  expect(views.list()[0]?.text).toBe('owner:me [secret]');
});

test('more views than anyone names are refused', () => {
  const { views } = viewsIn();
  for (let at = 0; at < 200; at++) views.save(aView(`view ${at}`));
  expect(() => views.save(aView('one more'))).toThrow();
  expect(views.save(aView('view 7', 'changed'))).toHaveLength(200);
});
