import { expect, test } from 'vitest';
import type { FailureFacts } from '#contract/failure';
import type { Answer } from '#main/providers/http/answer';
import { refusal } from './refusal.ts';

function answer(status: number, body: string, contentType = 'application/json; charset=utf-8'): Answer {
  return { status, contentType, body: Buffer.from(body), header: () => undefined };
}
const error = (status: number, code: string, message: string, indent = '') =>
  answer(status, JSON.stringify({ code, message }, undefined, indent));

const ID = '11ace799a90d4000';

test.each<[string, Answer, FailureFacts]>([
  ['a token that nobody knows', error(401, 'unauthorized', 'unauthorized access'), { kind: 'bad-credential' }],
  ['the same, indented', error(401, 'unauthorized', 'unauthorized access', '\t'), { kind: 'bad-credential' }],
  ['an inactive token', error(401, 'unauthorized', 'token is inactive', '\t'), { kind: 'token-inactive' }],
  ['an owner who is inactive or gone', error(403, 'forbidden', 'User is inactive'), { kind: 'owner-inactive' }],
  [
    'a missing right',
    error(401, 'unauthorized', `read:users/${ID} is unauthorized`, '\t'),
    { kind: 'missing-right', right: `read:users/${ID}` },
  ],
  [
    'a missing right, by a Windows server of 2.0',
    error(401, 'unauthorized', `write:orgs\\${ID}\\authorizations is unauthorized`),
    { kind: 'missing-right', right: `write:orgs/${ID}/authorizations` },
  ],
  [
    'the configuration, without an operator token',
    error(401, 'unauthorized', 'access to /api/v2/config requires operator permissions'),
    { kind: 'missing-right', right: 'operator' },
  ],
  [
    'a right that may not be granted',
    error(403, 'forbidden', 'permission write:buckets is not allowed: write:buckets is unauthorized'),
    { kind: 'may-not-grant', grant: 'write:buckets' },
  ],
  ['a token that is gone', error(404, 'not found', 'authorization not found'), { kind: 'gone', what: 'token' }],
  ['an owner that is gone', error(404, 'not found', 'user not found'), { kind: 'gone', what: 'user' }],
  [
    'an organization that is gone',
    error(404, 'not found', 'organization not found'),
    { kind: 'gone', what: 'organization' },
  ],
  [
    'an organization name that is not known',
    error(404, 'not found', 'organization name "x" not found'),
    { kind: 'gone', what: 'organization' },
  ],
  [
    'a conflict',
    error(422, 'conflict', 'user with name admin already exists'),
    { kind: 'server-refused', status: 422, message: 'user with name admin already exists' },
  ],
  ['409', error(409, 'conflict', 'no'), { kind: 'server-refused', status: 409, message: 'no' }],
  ['429', error(429, 'too many requests', 'slow'), { kind: 'server-refused', status: 429, message: 'slow' }],
  [
    'a PATCH without its body',
    error(500, 'internal error', 'EOF'),
    { kind: 'server-failed', status: 500, message: 'EOF' },
  ],
  ['a panic, which answers nothing', answer(500, '', ''), { kind: 'server-failed', status: 500, message: '' }],
  ['a wrong method, which answers nothing', answer(405, '', ''), { kind: 'server-refused', status: 405, message: '' }],
  [
    'a path that is none',
    answer(404, '404 page not found\n', 'text/plain; charset=utf-8'),
    { kind: 'bad-response', status: 404, contentType: 'text/plain; charset=utf-8', reason: 'not-json' },
  ],
])('G12 %s', (_, given, facts) => {
  expect(refusal(given).facts).toEqual(facts);
});

test('G12 text of the server is cut at 500 characters, and what cannot be seen or turns text around is made visible', () => {
  const { facts } = refusal(error(400, 'invalid', `a\u202eb\u0000${'x'.repeat(5_000)}`));
  const message = facts.kind === 'server-refused' ? facts.message : '';
  expect(message).toMatch(/^a⟨U\+202E⟩b␀x+…$/);
  expect(message.replace(/[^x]/g, '').length).toBeLessThan(500);
});
