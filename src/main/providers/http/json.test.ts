import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from './answer.ts';
import { isHtml, jsonOf, listOf } from './json.ts';
import { scanJson } from './json-scan.ts';

function answer(body: string | Buffer, contentType = 'application/json; charset=utf-8', status = 200): Answer {
  return { status, contentType, body: Buffer.from(body), header: () => undefined };
}

test('a JSON answer is read', () => {
  expect(jsonOf(answer('{"a":[1,{"b":"\\u00fc"}]}'))).toEqual({ a: [1, { b: 'ü' }] });
});

test.each([
  ['a login page', answer('<!doctype html><title>Sign in</title>', 'text/html'), 'html'],
  ['a page without a type', answer('  <html><body>502</body></html>', ''), 'html'],
  ['plain text', answer('OK', 'text/plain; charset=utf-8'), 'not-json'],
  ['text that says that it is JSON', answer('nope'), 'not-json'],
  ['nothing', answer(''), 'not-json'],
  ['JSON behind a byte order mark', answer('\ufeff{}'), 'not-json'],
  ['invalid UTF-8', answer(Buffer.from([0x22, 0xc3, 0x28, 0x22])), 'not-json'],
  ['an object cut in the middle', answer('{"authorizations":[{"id":"1"},{"id"'), 'truncated'],
  ['a text cut in the middle', answer('{"authorizations":"abc'), 'truncated'],
])('G10 %s is a bad response that tells status and type only', (_, given, reason) => {
  expect(() => jsonOf(given)).toThrow(
    expect.objectContaining({ facts: { kind: 'bad-response', status: 200, contentType: given.contentType, reason } }),
  );
});

describe('G11', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  test('G11 64 levels are read, 65 are refused', () => {
    expect(() => jsonOf(answer(nested(64)))).not.toThrow();
    expect(() => jsonOf(answer(nested(65)))).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ reason: 'too-deep' }) as unknown }),
    );
  });

  test('G11 a million levels are refused without being parsed', () => {
    const started = performance.now();
    expect(() => jsonOf(answer(nested(1_000_000)))).toThrow('bad-response');
    expect(performance.now() - started).toBeLessThan(200);
  });

  test('G11 brackets within texts do not count', () => {
    expect(scanJson(Buffer.from(JSON.stringify({ a: '[[[[{{{{', b: 'x\\"]]]' })))).toEqual({ deepest: 1, whole: true });
  });

  test('G11 the depth that is measured is the depth that is parsed', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8, noUnicodeString: false }), (value) => {
        expect(scanJson(Buffer.from(JSON.stringify(value))).deepest).toBe(depthOf(value));
      }),
    );
  });
});

describe('a long list', () => {
  const entries = (count: number) =>
    Array.from({ length: count }, (_, id) => ({ id, text: `"],[{${id}`, list: [id, [id]] }));

  test.each([0, 1, 999, 1_000, 1_001, 2_500])(
    'comes in batches of at most a thousand, in order and whole: %i',
    (count) => {
      const list = entries(count);
      const { envelope, batches } = listOf(
        answer(JSON.stringify({ links: { self: '/x' }, rows: list, after: true }, undefined, '\t')),
        'rows',
      );
      const parts = [...batches()];
      expect(envelope).toEqual({ links: { self: '/x' }, rows: [], after: true });
      expect(parts.flat()).toEqual(list);
      expect(parts.every((part) => part.length <= 1_000)).toBe(true);
    },
  );

  test('keeps entries that are no objects, so that they can be counted', () => {
    expect([...listOf(answer('{"rows":[{"id":1}, null, "x", 3 ]}'), 'rows').batches()].flat()).toEqual([
      { id: 1 },
      null,
      'x',
      3,
    ]);
  });

  test('is found under its own key of the outermost object only', () => {
    const { envelope, batches } = listOf(answer('{"other":[1],"in":{"rows":[2]},"rows" : [3]}'), 'rows');
    expect(envelope).toEqual({ other: [1], in: { rows: [2] }, rows: [] });
    expect([...batches()]).toEqual([[3]]);
  });

  test('that is broken between two entries is a bad response', () => {
    expect(() => [...listOf(answer('{"rows":[1,,2]}'), 'rows').batches()]).toThrow('bad-response');
  });

  test('is the same list that JSON.parse reads, for any content', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ noUnicodeString: false })),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (rows, rest) => {
          const body = JSON.stringify({ ...rest, rows });
          expect([...listOf(answer(body), 'rows').batches()].flat()).toEqual(
            (JSON.parse(body) as { rows: unknown[] }).rows,
          );
        },
      ),
    );
  });
});

test('T17 a key named __proto__ changes no prototype', () => {
  const value = jsonOf(answer('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'));
  expect(Object.keys(value as object)).toContain('__proto__');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('a page is known by its type or by its first characters', () => {
  expect(isHtml(answer('<p>', 'text/html; charset=utf-8'))).toBe(true);
  expect(isHtml(answer('<html>', 'application/json'))).toBe(false);
});
