import { expect, test } from 'vitest';
import { Failure, type FailureFacts } from '#contract/failure';
import { listAll } from '#test/influx2';
import { rawManager } from '#test/managed';

const JSON_TYPE = 'application/json';

test.each<[number, string, string, Partial<FailureFacts>]>([
  [400, JSON_TYPE, '{"code":400,"message":"bad request"}', { kind: 'server-refused', message: 'bad request' }],
  [400, JSON_TYPE, '{"code":"invalid","message":"odd"}', { kind: 'server-refused', message: 'odd' }],
  [409, JSON_TYPE, '{"error":"from a proxy"}', { kind: 'server-refused', message: 'from a proxy' }],
  [401, JSON_TYPE, '{"code":401,"message":"unauthorized"}', { kind: 'bad-credential' }],
  [403, JSON_TYPE, '{"code":403,"message":"forbidden"}', { kind: 'missing-right', right: 'read database tokens' }],
  [404, JSON_TYPE, '{"code":404,"message":"not found"}', { kind: 'invalid', reason: 'no-such-cluster' }],
  [500, JSON_TYPE, '{"code":500,"message":"internal server error"}', { kind: 'server-failed', status: 500 }],
  [403, 'text/html', '<html>log in</html>', { kind: 'proxy', status: 403 }],
  [200, 'text/html', '<html>log in</html>', { kind: 'bad-response', reason: 'html' }],
])('an answer of %i with %s %s is told as what it means', async (status, type, body, facts) => {
  const { provider } = await rawManager((path, _req, res) => {
    const [code, kind, text] = path === 'tokens' ? [status, type, body] : [200, JSON_TYPE, '[]'];
    return res.writeHead(code, { 'content-type': kind }).end(text);
  });
  const failure: unknown = await listAll(provider).catch((error: unknown) => error);
  expect(failure instanceof Failure && failure.facts).toMatchObject(facts);
});
