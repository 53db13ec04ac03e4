import { expect, test } from 'vitest';
import { known } from '#test/known';
import { aGrant, aToken, someResources } from '#test/tokens';
import { Apart, receivedFinding, sentOf } from './apart.ts';
import { findingsOf } from './find.ts';

const tokens = Array.from({ length: 90 }, (_, at) =>
  aToken({
    id: `t${at}`,
    description: at % 3 === 0 ? '' : `telegraf ${at % 5}`,
    status: at % 7 === 0 ? 'inactive' : 'active',
    changedAt: Date.UTC(2025, 0, 1),
    grants: [aGrant('write', 'buckets', { id: `gone ${at % 4}` })],
  }),
);

test('what another thread finds in copies is what would be found here, about the same tokens', () => {
  const here = known(tokens);
  const apart = new Apart(structuredClone(sentOf(here, someResources())));
  for (let at = 0; at < tokens.length; at += 40) apart.take(structuredClone(tokens.slice(at, at + 40)));
  const answer = structuredClone(apart.judge());
  const received = answer.map((finding) => receivedFinding(finding, here));

  const facts = ({ rule, severity, key, words, basis, fix, rows }: (typeof received)[number]) => ({
    ...{ rule, severity, key, words, basis, fix },
    ids: rows.map(({ token }) => token.id),
  });
  expect(received.map(facts)).toEqual(findingsOf(here).map(facts));
  expect(received.flatMap(({ rows }) => rows).every((row) => here.rows.includes(row))).toBe(true);
  expect(received.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['no-description', 'same-rights']));
});
