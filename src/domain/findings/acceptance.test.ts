import { expect, test } from 'vitest';
import { known, NOW } from '#test/known';
import { ACME, aGrant, aToken } from '#test/tokens';
import type { Token } from '#domain/token';
import { type Acceptance, cameBack, judge } from './acceptance.ts';
import { findingsOf } from './find.ts';

const nameless = (id: string, changes: Partial<Token> = {}) => aToken({ id, description: '', ...changes });
const findings = (...tokens: Token[]) => findingsOf(known(tokens)).filter(({ rule }) => rule === 'no-description');
const [before] = findings(nameless('1'), nameless('2'));
const accepted = (changes: Partial<Acceptance> = {}): Acceptance => ({
  key: before!.key,
  basis: before!.basis,
  reason: 'known',
  at: NOW,
  ...changes,
});

test('an accepted finding is told apart as long as its facts are the same, in whatever order they come', () => {
  const judged = judge(findings(nameless('2'), nameless('1')), [accepted()], NOW);
  expect(judged.open).toEqual([]);
  expect(judged.accepted.map(({ acceptance }) => acceptance.reason)).toEqual(['known']);
});

test.each([
  ['another token', [nameless('1'), nameless('2'), nameless('3')]],
  ['one token less', [nameless('1')]],
  ['another status', [nameless('1'), nameless('2', { status: 'inactive' })]],
  ['another owner', [nameless('1'), nameless('2', { ownerId: 'b' })]],
  ['other rights', [nameless('1'), nameless('2', { grants: [aGrant('read', 'buckets', { orgId: ACME })] })]],
])('it comes back with %s, and says so', (_what, tokens) => {
  const [open] = judge(findings(...tokens), [accepted()], NOW).open;
  expect(open?.key).toBe(before!.key);
  expect(cameBack(open!, [accepted()])).toBe(true);
});

test('it comes back when its time is over', () => {
  const now = findings(nameless('1'), nameless('2'));
  expect(judge(now, [accepted({ until: NOW + 1 })], NOW).open).toHaveLength(0);
  expect(judge(now, [accepted({ until: NOW })], NOW).open).toHaveLength(1);
});
