import { expect, test } from 'vitest';
import { decodeJson, id, integer, list, struct, text } from './go-decode.ts';

const RESOURCE = struct<{ type: string; id: string }>('influxdb.Resource', { type: text('influxdb.ResourceType'), id });
const SHAPE = struct<{ name: string; count: number; id: string; all: unknown[]; resource: object }>('pkg.request', {
  name: text(),
  count: integer(),
  id,
  all: list(text(), '[]string'),
  resource: RESOURCE,
});

test.each([
  ['', 'EOF'],
  ['  \n', 'EOF'],
  ['{', 'unexpected EOF'],
  ['{"name":', 'unexpected EOF'],
  ['{"name":"a', 'unexpected EOF'],
  ['tru', 'unexpected EOF'],
  ['hello', "invalid character 'h' looking for beginning of value"],
  ['<html>', "invalid character '<' looking for beginning of value"],
  ['\ufeff{}', "invalid character 'ï' looking for beginning of value"],
  ['{name:1}', "invalid character 'n' looking for beginning of object key string"],
  ["{'name':1}", "invalid character '\\'' looking for beginning of object key string"],
  ['{"name":"a",}', "invalid character '}' looking for beginning of object key string"],
  ['{"name" 1}', "invalid character '1' after object key"],
  ['{"name":"a" "count"}', "invalid character '\"' after object key:value pair"],
  ['{"all":["a" "b"]}', "invalid character '\"' after array element"],
  ['{"all":["a",]}', "invalid character ']' looking for beginning of value"],
  ['{"name":"a\nb"}', "invalid character '\\n' in string literal"],
  ['{"name":"\\x"}', "invalid character 'x' in string escape code"],
  ['{"name":"\\u12g4"}', "invalid character 'g' in \\u hexadecimal character escape"],
  ['{"count":-}', "invalid character '}' in numeric literal"],
  ['{"count":1.}', "invalid character '}' after decimal point in numeric literal"],
  ['{"count":1e}', "invalid character '}' in exponent of numeric literal"],
  ['{"name":trie}', "invalid character 'i' in literal true (expecting 'u')"],
  ['12 x', undefined],
  ['12x', "invalid character 'x' after top-level value"],
  ['[]', 'json: cannot unmarshal array into Go value of type pkg.request'],
  ['"a"', 'json: cannot unmarshal string into Go value of type pkg.request'],
  ['{"name":7}', 'json: cannot unmarshal number into Go struct field request.name of type string'],
  ['{"name":true,"count":"a"}', 'json: cannot unmarshal bool into Go struct field request.name of type string'],
  ['{"count":1.5}', 'json: cannot unmarshal number 1.5 into Go struct field request.count of type int64'],
  ['{"all":{}}', 'json: cannot unmarshal object into Go struct field request.all of type []string'],
  [
    '{"resource":{"type":7}}',
    'json: cannot unmarshal number into Go struct field Resource.resource.type of type influxdb.ResourceType',
  ],
  ['{"id":""}', 'id must have a length of 16 bytes'],
  ['{"id":"zzzzzzzzzzzzzzzz"}', 'invalid ID'],
  ['{"id":"0000000000000000"}', 'invalid ID'],
  ['{"name":7,"id":"abc"}', 'id must have a length of 16 bytes'],
] as const)('%j is refused in the words of Go', (body, words) => {
  if (words === undefined) expect(() => decodeJson(body, integer())).not.toThrow();
  else expect(() => decodeJson(body, SHAPE)).toThrow(new Error(words));
});

test('keys match in any case, unknown keys and what follows the first value are not looked at', () => {
  expect(decodeJson('{"NAME":"a","more":[1,{"x":null}]} and then some', SHAPE)).toEqual({ name: 'a' });
});

test('null is taken for absent', () => {
  expect(decodeJson('null', SHAPE)).toBeUndefined();
  expect(decodeJson('{"name":null,"id":null,"all":null}', SHAPE)).toEqual({});
});

test('an id is taken in any case and kept in lower case', () => {
  expect(decodeJson('{"id":"0123456789ABCDEF"}', SHAPE)).toEqual({ id: '0123456789abcdef' });
});

test('half a surrogate pair becomes the replacement character', () => {
  expect(decodeJson(String.raw`{"name":"a\ud800b"}`, SHAPE)).toEqual({ name: 'a\ufffdb' });
});
