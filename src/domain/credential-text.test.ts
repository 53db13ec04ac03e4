import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanCredential } from './credential-text.ts';

const token = 'mpNJ1kQ9-secret_part-of-a-token==';

describe('a pasted token', () => {
  test.each([
    [`${token}\n`],
    [`\r\n${token}\r\n`],
    [`Token ${token}`],
    [`bearer ${token}`],
    [`"${token}"`],
    [`'Token ${token}'\n`],
    [`Authorization: Token ${token}`],
    [`INFLUX_TOKEN=${token}`],
    [`export INFLUX_TOKEN="${token}"`],
    [`set INFLUX_TOKEN=${token}`],
    [`$env:INFLUX_TOKEN="${token}"`],
    [`INFLUXDB_TOKEN: ${token}`],
    [`token = "${token}"`],
    [`token: '${token}'`],
    [`-H "Authorization: Token ${token}"`],
    [`--header 'Authorization: Bearer ${token}'`],
  ])('%j means the token alone', (text) => {
    expect(cleanCredential(text)).toMatchObject({ token });
  });

  test('keeps what a person chose at set-up: spaces inside, colons, quotes in the middle', () => {
    expect(cleanCredential('my token:with "odd" parts')).toEqual({ token: 'my token:with "odd" parts', notes: [] });
  });

  test.each([
    ['apiv3_abcdef', /InfluxDB 3 Core/],
    ['apiv1_abcdef', /database token .* can manage nothing/],
    ['eyJhbGciOi.eyJzdWIi.sig', /JWT/],
    ['$influxdb2-sha256$abc=', /hash/],
  ])('%s is told to be of another kind', (text, words) => {
    const cleaned = cleanCredential(text);
    expect('notes' in cleaned && cleaned.notes.join()).toMatch(words);
  });

  test('S4.7 S4.8 a management token is entered with the warning of its makers', () => {
    const cleaned = cleanCredential('M.V1.+5Jk/abcdef');
    expect('notes' in cleaned && cleaned.notes.join()).toMatch(
      /automation only, .* identity provider: take great care/,
    );
  });

  test.each([
    ['apiv3_abcdef', 'InfluxDB OSS', /InfluxDB 3 Core or Enterprise.*InfluxDB OSS does not take it/],
    ['apiv3_abcdef', 'InfluxDB 3 Core', /^This looks like a token of InfluxDB 3 Core or Enterprise\.$/],
    ['abcdefgh==', 'InfluxDB 3 Enterprise', /begin with apiv3_/],
    ['apiv1_abcdef', 'InfluxDB Clustered', /can manage nothing.*InfluxDB Clustered does not take it/],
    ['M.V1.abcd', 'InfluxDB Cloud', /management token.*InfluxDB Cloud does not take it/],
    ['eyJhbGciOi.eyJzdWIi.sig', 'InfluxDB Cloud Dedicated', /JWT.*runs out soon\.$/],
    ['eyJhbGciOi.eyJzdWIi.sig', 'InfluxDB OSS', /JWT.*InfluxDB OSS does not take it/],
  ])('%s at %s says whether it fits', (text, product, words) => {
    const cleaned = cleanCredential(text, product);
    expect('notes' in cleaned && cleaned.notes.join(' ')).toMatch(words);
  });

  test('D5 a character that no header can carry is refused without quoting the token', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 8, unit: 'grapheme-ascii' }),
        fc.constantFrom('\n', '\u0000', 'é', '\u202e', '\t'),
        (around, odd) => {
          const text = `x${around}${odd}${around}x`;
          const cleaned = cleanCredential(text);
          expect(cleaned).toHaveProperty('problem');
          expect(JSON.stringify(cleaned)).not.toContain(around);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([[''], ['\n'], ['Token '], ['""']])('%j holds none', (text) => {
    expect(cleanCredential(text)).toEqual({ problem: 'There is no token in this text.' });
  });

  test('D5 a space at an end is refused', () => {
    expect(cleanCredential(' abc')).toHaveProperty('problem');
    expect(cleanCredential('abc ')).toHaveProperty('problem');
  });
});
