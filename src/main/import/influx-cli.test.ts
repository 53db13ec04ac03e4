import { describe, expect, test } from 'vitest';
import { MAX_IMPORT_BYTES } from './entry.ts';
import { readSource, sourceOf } from './read.ts';

const CONFIGS = `[default]
  url = "http://localhost:8086"
  token = "canary-default=="
  org = "acme"
  active = true

[eu]
  url = "https://eu-central-1-1.aws.cloud2.influxdata.com"
  token = "canary-eu"
  previous = true
#
# [us-central]
#   url = "https://us-central1-1.gcp.cloud2.influxdata.com"
#   token = "XXX"
#   org = ""
`;

const read = (text: string) => readSource('influx-cli', text);
const secrets = (text: string) => read(text).entries.map(({ name, credential }) => [name, credential?.reveal()]);

test('configs of the influx CLI become servers, and its commented samples do not', () => {
  const { entries, problems } = read(CONFIGS);
  expect(problems).toEqual([]);
  expect(entries).toMatchObject([
    { name: 'default', address: 'http://localhost:8086', product: 'influxdb-2', note: 'Organization: acme', line: 1 },
    { name: 'eu', product: 'cloud', note: undefined, line: 7 },
  ]);
  expect(secrets(CONFIGS)).toEqual([
    ['default', 'canary-default=='],
    ['eu', 'canary-eu'],
  ]);
  expect(sourceOf(CONFIGS)).toBe('influx-cli');
});

test('a sample that lost its comment signs is not taken', () => {
  const { entries, problems } = read('[us]\nurl = "https://a.example"\ntoken = "XXX"\n');
  expect(entries).toEqual([]);
  expect(problems).toMatchObject([{ line: 3, words: expect.stringContaining('placeholder') as string }]);
});

test.each(['-', 'list', 'update', 'set', 'delete', 'switch', 'create'])('no config is called “%s”', (name) => {
  const { entries, problems } = read(`["${name}"]\nurl = "http://a.example"\n`);
  expect(entries).toEqual([]);
  expect(problems).toHaveLength(1);
});

test('of two configs with one name the first is taken, and the other is a problem with its line', () => {
  const { entries, problems } = read('[a]\nurl = "http://a.example"\n[a]\nurl = "http://b.example"\n');
  expect(entries.map(({ address }) => address)).toEqual(['http://a.example']);
  expect(problems).toMatchObject([{ line: 3, words: expect.stringContaining('in line 1') as string }]);
});

describe('a broken file', () => {
  test('costs only the part that is broken, and says in which line', () => {
    const { entries, problems } = read(
      '[a]\nurl = "http://a.example"\n[b]\nurl = "http://b\ntoken = "canary"\n[c]\nurl = "http://c.example"\n',
    );
    expect(entries.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(problems).toMatchObject([{ line: 4 }]);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });

  test('may have a byte order mark and the line ends of Windows', () => {
    expect(secrets(`\uFEFF${CONFIGS.replaceAll('\n', '\r\n')}`)).toEqual(secrets(CONFIGS));
  });

  test('of 10 MB is not read', () => {
    const { entries, problems } = read(CONFIGS + '#'.repeat(10 * 1_048_576));
    expect(entries).toEqual([]);
    expect(problems).toMatchObject([{ words: expect.stringContaining('larger than 5 MB') as string }]);
  });

  test('of the largest size does not hold the app up', () => {
    const many = Array.from({ length: 60_000 }, (_, n) => `[c${n}]\nurl = "http://h${n}.example"\nodd = 1`).join('\n');
    expect(many.length).toBeLessThan(MAX_IMPORT_BYTES);
    const began = performance.now();
    const { entries, problems } = read(many);
    expect(entries).toHaveLength(500);
    expect(problems.length).toBeLessThanOrEqual(201);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

test('what is odd of a config is told: its address, its token, a session, an unknown key', () => {
  const text = `[nowhere]
token = "a"
[odd]
url = "ftp://a.example"
[bad]
url = "http://a.example"
token = "can\\u0007ary"
cookie = "session-canary"
colour = "red"
`;
  const { entries, problems } = read(text);
  expect(entries).toMatchObject([{ name: 'bad', credential: undefined }]);
  expect(problems.map(({ line }) => line)).toEqual([1, 4, 7, 8, 9]);
  expect(JSON.stringify(problems)).not.toContain('canary');
});

test('an entry prints and serialises without its token', () => {
  expect(JSON.stringify(read(CONFIGS))).not.toContain('canary');
});

test('names that are words of the language change no object', () => {
  const { entries } = read('[__proto__]\nurl = "http://a.example"\n[constructor]\nurl = "http://b.example"\n');
  expect(entries.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
  expect(Object.prototype).not.toHaveProperty('url');
});

test.each(['', '\n\n', '# nothing'])('a file without a server says so: %j', (text) => {
  expect(read(text)).toMatchObject({ entries: [], problems: [{ words: 'No server is named in this file.' }] });
});
