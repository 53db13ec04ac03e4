import { describe, expect, test } from 'vitest';
import { known, NOW } from '#test/known';
import { aGrant, aToken, operatorSet, someResources } from '#test/tokens';
import { judge } from './findings/acceptance.ts';
import { Apart, receivedFinding, sentOf } from './findings/apart.ts';
import { findingsOf } from './findings/find.ts';
import { OpenRows } from './findings/open-rows.ts';
import { filterRows } from './search-match.ts';
import { RowIndex } from './search-index.ts';
import { asksFor, parseQuery } from './search-query.ts';
import type { Token } from './token.ts';
import { unknownUses } from './token-use.ts';

const DAY = 86_400_000;
const reader = [aGrant('read', 'buckets', { id: 'b1', name: 'telemetry' })];
const active = (id: string, changes: Partial<Token> = {}): Token =>
  aToken({ id, description: `client ${id}`, grants: reader, createdAt: NOW - 30 * DAY, changedAt: NOW, ...changes });

const facts = known([
  active('own', { own: 'yes', grants: operatorSet(), createdAt: NOW - 60 * DAY }),
  active('op2', { grants: operatorSet() }),
  active('mute', { description: '' }),
  active('quiet', { grants: [aGrant('read', 'buckets', { id: 'b2' })] }),
  active('off', { status: 'inactive', changedAt: NOW - 120 * DAY, createdAt: NOW - 130 * DAY }),
  active('off-lately', { status: 'inactive', changedAt: NOW - 10 * DAY, grants: [] }),
  active('off-somewhen', { status: 'inactive', changedAt: undefined, createdAt: undefined, grants: [] }),
  active('over', { status: 'expired', expiresAt: NOW - 40 * DAY, grants: [] }),
  active('undone', { status: 'revoked', revokedAt: NOW - 400 * DAY, grants: [] }),
]);
const findings = findingsOf(facts);

/** What is found by the matcher, and by the index whether it is ready or not. */
function found(text: string, open?: OpenRows): string {
  const query = parseQuery(text);
  const ids = filterRows(facts.rows, query, facts.names, NOW, open).map(({ token }) => token.id);
  for (const isReady of [true, false]) {
    const index = new RowIndex(facts.rows);
    while (isReady && index.prepare());
    const hits = index.find(query, facts.names, NOW, open);
    expect(facts.rows.filter((_row, place) => hits[place] === 1).map(({ token }) => token.id)).toEqual(ids);
  }
  return ids.join(' ');
}

describe('finding:', () => {
  const open = new OpenRows(findings);

  test.each([
    ['finding:operator-extra', 'op2'],
    ['finding:operator', 'op2'],
    ['finding:OPER', 'op2'],
    ['finding:no-desc', 'mute'],
    ['finding:inactive', 'off'],
    ['finding:high', 'op2'],
    ['finding:low', 'mute off'],
    ['finding:low -finding:no-description', 'off'],
    ['finding:low status:inactive', 'off'],
    ['finding:boss', ''],
  ])('%s finds %s', (text, ids) => {
    expect(found(text, open)).toBe(ids);
  });

  test('any finds whatever has an open finding, and its opposite the rest', () => {
    const all = new Set(findings.flatMap(({ rows }) => rows.map(({ token }) => token.id)));
    expect(new Set(found('finding:any', open).split(' '))).toEqual(all);
    expect(found('-finding:any', open)).toBe(
      facts.rows.flatMap(({ token }) => (all.has(token.id) ? [] : [token.id])).join(' '),
    );
  });

  test('what a person accepted is not found until it is open again', () => {
    const extra = findings.find(({ rule }) => rule === 'operator-extra')!;
    const acceptance = { key: extra.key, basis: extra.basis, reason: 'spare', at: NOW, until: NOW + DAY };
    const foundAt = (now: number) => found('finding:operator', new OpenRows(judge(findings, [acceptance], now).open));
    expect(foundAt(NOW)).toBe('');
    expect(foundAt(NOW + 2 * DAY)).toBe('op2');
  });

  test('what another thread found is found by the places of the tokens, and by their keys when they were read again', () => {
    const thread = new Apart(sentOf(facts, someResources()));
    thread.take(facts.rows.map(({ token }) => token));
    const apart = thread.judge().map((finding) => receivedFinding(finding, facts));
    for (const among of [facts.rows, undefined])
      for (const text of ['finding:high', '-finding:low', 'finding:any', 'finding:operator finding:low'])
        expect(found(text, new OpenRows(apart, among))).toBe(found(text, open));
  });

  test('where nothing was judged yet, neither the word nor its opposite finds a token', () => {
    expect(found('finding:any')).toBe('');
    expect(found('-finding:any')).toBe('');
    expect(found('-finding:')).not.toBe('');
  });

  test('a rule about servers is said to find no tokens', () => {
    expect(parseQuery('finding:plain-http').problems).toEqual([expect.stringContaining('about servers')]);
    expect(parseQuery('finding:boss').problems).toEqual([expect.stringContaining('high, medium, low')]);
    for (const text of ['finding:operator', 'finding:HIGH', 'finding:values'])
      expect(parseQuery(text).problems).toHaveLength(text === 'finding:values' ? 1 : 0);
  });
});

describe('unused:', () => {
  test.each([
    // Active tokens but the own one are in neither: nobody tells of their use.
    ['unused:yes', 'off off-lately off-somewhen over undone'],
    ['-unused:yes', 'own'],
    ['unused:>90d', 'off undone'],
    ['unused:90d', 'off undone'],
    ['unused:>30d', 'off over undone'],
    ['unused:<30d', 'off-lately'],
    ['-unused:>90d', 'own off-lately over'],
    ['unused:yes status:inactive', 'off off-lately off-somewhen'],
    ['unused:soon', 'own op2 mute quiet off off-lately off-somewhen over undone'],
  ])('%s finds %s', (text, ids) => {
    expect(found(text)).toBe(ids);
  });

  test('tokens of which nothing tells the use are counted', () => {
    expect(unknownUses(facts.rows)).toBe(3);
  });

  test('a time that is none is a problem, and asks for nothing', () => {
    expect(parseQuery('unused:soon').problems).toEqual([expect.stringContaining('>90d')]);
    expect(asksFor(parseQuery('unused:soon'), 'unused')).toBe(false);
    expect(asksFor(parseQuery('-unused:yes'), 'unused')).toBe(true);
  });
});
