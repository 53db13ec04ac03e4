import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from './answer.ts';
import { exactJsonOf } from './exact-json.ts';
import { isHtml, jsonOf } from './json.ts';
import { JsonScan } from './json-scan.ts';
import { ListCutter } from './list-cutter.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

function answer(body: string | Buffer, contentType = JSON_TYPE, status = 200): Answer {
  return { status, contentType, body: Buffer.from(body), header: () => undefined };
}

function scanned(text: string): JsonScan {
  const scan = new JsonScan();
  scan.walk(Buffer.from(text));
  return scan;
}

/** Cuts the list `rows` out of a text that comes in pieces of so many bytes. */
function cut(text: string | Buffer, piece = 7): { entries: unknown[]; rest: unknown } {
  const entries: unknown[] = [];
  const cutter = new ListCutter(answer(''), { key: 'rows', take: (some) => entries.push(...some) });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) cutter.push(bytes.subarray(at, at + piece));
  return { entries, rest: jsonOf(answer(cutter.rest())) };
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
    expect(scanned(JSON.stringify({ a: '[[[[{{{{', b: 'x\\"]]]' }))).toMatchObject({ deepest: 1, whole: true });
  });

  test('G11 the depth that is measured is the depth that is parsed', () => {
    const depthOf = (value: unknown): number =>
      typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8, noUnicodeString: false }), (value) => {
        expect(scanned(JSON.stringify(value)).deepest).toBe(depthOf(value));
      }),
    );
  });
});

describe('a long list', () => {
  const rows = Array.from({ length: 40 }, (_, id) => ({ id, text: `"],[{\\${id}ü€`, list: [id, [id]] }));

  test.each([1, 2, 3, 7, 64, 1_000, 100_000])('is cut out whole and in order, in pieces of %i bytes', (piece) => {
    const text = JSON.stringify({ links: { self: '/x' }, rows, after: true }, undefined, '\t');
    expect(cut(text, piece)).toEqual({ entries: rows, rest: { links: { self: '/x' }, rows: [], after: true } });
  });

  test('hands on its first entries before its last byte is there', () => {
    const taken: unknown[] = [];
    const cutter = new ListCutter(answer(''), { key: 'rows', take: (some) => taken.push(...some) });
    cutter.push(Buffer.from('{"rows":[{"id":1},{"id":2},{"i'));
    expect(taken).toEqual([{ id: 1 }, { id: 2 }]);
  });

  test('is looked for in time linear in the answer, whatever other lists stand before it', () => {
    const once = (others: number) => {
      const text = `{"a":{${Array.from({ length: others }, (_, at) => `"k${at}":1`).join()}},${Array.from({ length: others }, (_, at) => `"l${at}":[]`).join()},"rows":[1]}`;
      const began = performance.now();
      expect(cut(text, 65_536).entries).toEqual([1]);
      return performance.now() - began;
    };
    // The quickest of some, since another process may take the machine meanwhile.
    const msFor = (others: number) => Math.min(...Array.from({ length: 4 }, () => once(others)));
    expect(msFor(80_000)).toBeLessThan(20 * (msFor(10_000) + 5));
  });

  test('keeps entries that are no objects, so that they can be counted', () => {
    expect(cut('{"rows":[{"id":1}, null, "x", 3 ]}').entries).toEqual([{ id: 1 }, null, 'x', 3]);
  });

  test('is found under its own key of the outermost object only', () => {
    expect(cut('{"other":[1],"in":{"rows":[2]},"rows" : [3]}')).toEqual({
      entries: [3],
      rest: { other: [1], in: { rows: [2] }, rows: [] },
    });
  });

  test.each([
    ['broken between two entries', '{"rows":[1,,2]}', 'not-json'],
    ['broken at its end', '{"rows":[1,]}', 'not-json'],
    ['broken at its beginning', '{"rows":[,1]}', 'not-json'],
    ['cut within an entry', '{"rows":[1,{"id":', 'truncated'],
    ['cut between two entries', '{"rows":[1,2,', 'truncated'],
    ['of invalid UTF-8', Buffer.from([...Buffer.from('{"rows":["'), 0xc3, 0x28, ...Buffer.from('"]}')]), 'not-json'],
    ['nested too deep', `{"rows":[${'['.repeat(63)}${']'.repeat(63)}]}`, 'too-deep'],
  ])('G10 G11 that is %s is a bad response', (_, text, reason) => {
    for (const piece of [1, 3, 1_000])
      expect(() => cut(text, piece)).toThrow(
        expect.objectContaining({ facts: { kind: 'bad-response', status: 200, contentType: JSON_TYPE, reason } }),
      );
  });

  test('is the same list that JSON.parse reads, for any content and any pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ noUnicodeString: false })),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 50 }),
        (list, others, piece) => {
          const body = JSON.stringify({ ...others, rows: list });
          expect(cut(body, piece).entries).toEqual((JSON.parse(body) as { rows: unknown[] }).rows);
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

test('a list that is all of an answer is cut too, wherever its pieces end, and only where it may be', () => {
  const rows = [{ id: 'a', of: [1, [2]] }, { id: ']' }, { id: ',"rows":[' }];
  const text = Buffer.from(` ${JSON.stringify(rows)}\n`);
  for (let piece = 1; piece <= text.length; piece += 1) {
    const taken: unknown[] = [];
    const wanted = { key: 'rows', bare: true as const, take: (some: unknown[]) => taken.push(...some) };
    const cutter = new ListCutter(answer(''), wanted);
    for (let at = 0; at < text.length; at += piece) cutter.push(text.subarray(at, at + piece));
    expect({ taken, rest: jsonOf(answer(cutter.rest())) }).toEqual({ taken: rows, rest: [] });
  }
  expect(cut(text)).toEqual({ entries: [], rest: rows });
});

test('integers beyond what a number holds keep their digits, and texts and fractions stay as they are', () => {
  const text =
    '{"long":9223372036854775807,"minus":-9223372036854775808,"short":900719925474099,"x":0.12345678901234567890,"e":1234567890123456789e2,"t":"1234567890123456789 \\" 1"}';
  expect(exactJsonOf(answer(text))).toEqual({
    long: '9223372036854775807',
    minus: '-9223372036854775808',
    short: 900719925474099,
    x: 0.12345678901234568,
    e: 1.2345678901234568e20,
    t: '1234567890123456789 " 1',
  });
});
