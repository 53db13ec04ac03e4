import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSample, type RunningSample } from '../serve.ts';
import type { State } from './state.ts';

let sample: RunningSample<State>;
let admin: string;
beforeEach(async () => {
  sample = await startSample({ product: 'core-3.10', empty: true });
  const claimed = await fetch(`${sample.url}/api/v3/configure/token/admin`, { method: 'POST' });
  admin = ((await claimed.json()) as { token: string }).token;
});
afterEach(() => sample.close());

async function ask(
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const response = await fetch(sample.url + path, {
    method,
    headers: { authorization: `Token ${admin}`, accept: '*/*', ...headers },
    body,
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

const write = (lines: string, words = 'db=plant&precision=second') => ask('POST', `/api/v3/write_lp?${words}`, lines);
const query = (q: string, more: object = {}, headers: Record<string, string> = {}) =>
  ask('POST', '/api/v3/query_sql', JSON.stringify({ db: 'plant', q, ...more }), headers);
const rows = async (q: string, params?: object) => (await query(q, { params })).text;

const LINES = [
  'boiler,site=lyon temp=71.5,on=true,note="hot, \\"very\\"",runs=3i 1700000000',
  'boiler,site=porto temp=20 1700000060',
  'pump,site=lyon\\ nord flow=1.25 1700000000',
].join('\n');

describe('what was written can be asked for', () => {
  beforeEach(() => write(LINES));

  test('in JSON, without null columns, columns by name, and whole numbers apart from others', async () => {
    expect(await rows('SELECT * FROM boiler ORDER BY time')).toBe(
      '[{"note":"hot, \\"very\\"","on":true,"runs":3,"site":"lyon","temp":71.5,"time":"2023-11-14T22:13:20"},' +
        '{"site":"porto","temp":20.0,"time":"2023-11-14T22:14:20"}]',
    );
  });

  test('as JSON lines, CSV with quotes and empty cells, and as a table', async () => {
    const q = 'SELECT site, note, runs FROM boiler ORDER BY site';

    expect(await query(q, { format: 'json_lines' })).toMatchObject({
      type: 'application/jsonl',
      text: '{"site":"lyon","note":"hot, \\"very\\"","runs":3}\n{"site":"porto"}\n',
    });
    expect(await query(q, { format: 'csv' })).toMatchObject({
      type: 'text/csv',
      text: 'site,note,runs\nlyon,"hot, ""very""",3\nporto,,\n',
    });
    expect((await query('SELECT site FROM pump', { format: 'pretty' })).text).toBe(
      '+-----------+\n| site      |\n+-----------+\n| lyon nord |\n+-----------+',
    );
  });

  test('no rows are an empty list, nothing, or an empty frame', async () => {
    const q = 'SELECT * FROM boiler WHERE runs > 100';

    expect((await query(q)).text).toBe('[]');
    expect((await query(q, { format: 'csv' })).text).toBe('');
    expect((await query(q, { format: 'pretty' })).text).toBe('++\n++');
  });

  test.each([
    ['SELECT site FROM boiler WHERE temp BETWEEN 10 AND 30', '[{"site":"porto"}]'],
    ["SELECT site FROM boiler WHERE NOT site LIKE 'l%' OR site IN ('x')", '[{"site":"porto"}]'],
    ["SELECT site FROM boiler WHERE time > '2023-11-14T22:13:30Z'", '[{"site":"porto"}]'],
    ['SELECT count(*) AS n, max(temp) AS hottest FROM boiler', '[{"n":2,"hottest":71.5}]'],
    ['SELECT count(*) FROM boiler WHERE runs IS NULL', '[{"count(*)":1}]'],
    ['SELECT 1, 1 + 2 * 3 AS seven', '[{"Int64(1)":1,"seven":7}]'],
    ['SELECT upper(site) AS "Site" FROM pump', '[{"Site":"LYON NORD"}]'],
    ['SELECT DISTINCT "on" IS NULL AS unknown FROM boiler ORDER BY unknown', '[{"unknown":false},{"unknown":true}]'],
    ['SELECT site FROM boiler ORDER BY temp DESC LIMIT 1 OFFSET 1', '[{"site":"porto"}]'],
    ['SELECT runs / 2 AS half, CAST(runs AS VARCHAR) AS text FROM boiler WHERE runs = 3', '[{"half":1,"text":"3"}]'],
    [
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'iox' ORDER BY 1",
      '[{"table_name":"boiler"},{"table_name":"pump"}]',
    ],
  ])('%s', async (q, expected) => {
    expect(await rows(q)).toBe(expected);
  });

  test('what stands for a parameter is never part of the query', async () => {
    const name = "x' OR '1'='1";

    expect(await rows('SELECT site FROM boiler WHERE site = $name', { name })).toBe('[]');
    expect(
      await rows('SELECT site FROM boiler WHERE temp > $least AND site = $name', { least: 70, name: 'lyon' }),
    ).toBe('[{"site":"lyon"}]');
    const words = new URLSearchParams({
      db: 'plant',
      q: 'SELECT site FROM pump WHERE flow = $f',
      params: '{"f":1.25}',
    });
    expect((await ask('GET', `/api/v3/query_sql?${words.toString()}`)).text).toBe('[{"site":"lyon nord"}]');
  });

  test('by InfluxQL, and by the query of InfluxDB 1', async () => {
    const q = encodeURIComponent('SELECT flow FROM pump');

    expect((await ask('GET', `/api/v3/query_influxql?db=plant&q=${q}`)).text).toBe(
      '[{"iox::measurement":"pump","flow":1.25}]',
    );
    expect((await ask('GET', `/query?db=plant&q=${q}`)).text).toBe(
      '{"results":[{"statement_id":0,"series":[{"name":"pump","columns":["flow"],"values":[[1.25]]}]}]}',
    );
    expect((await ask('GET', '/query?q=SHOW%20DATABASES')).text).toContain('"values":[["_internal"],["plant"]]');
  });
});

test.each([
  ['SELECT * FROM nowhere', 400, "Error during planning: table 'public.iox.nowhere' not found"],
  ['SELEC 1', 400, 'SQL error: ParserError("Expected: an SQL statement, found: SELEC at Line: 1, Column: 1")'],
  ['SELECT $x', 400, 'Error during planning: No value found for placeholder with name $x'],
])('%s is answered with a reason', async (q, status, text) => {
  await write(LINES);

  expect(await query(q)).toMatchObject({ status, text });
});

test('a column that is not there is an error of the server', async () => {
  const asked = await ask(
    'POST',
    '/api/v3/query_sql',
    JSON.stringify({ db: '_internal', q: 'SELECT owner FROM system.tokens' }),
  );

  expect(asked.status).toBe(500);
  expect(asked.text).toMatch(/^Schema error: No field named owner\. Valid fields are system\.tokens\.token_id, /);
});

test.each([
  ['application/json', 200],
  ['application/json, text/plain, */*', 200],
  ['text/html', 200],
  ['text/csv', 200],
  ['application/jsonl', 400],
  ['application/json; charset=utf-8', 400],
])('Accept: %s is answered with %d, whatever the format', async (accept, status) => {
  await write(LINES);

  const asked = await query('SELECT 1 AS one', { format: 'json' }, { accept });

  expect(asked.status).toBe(status);
  if (status === 400) expect(asked.text).toBe(`invalid mime type (${accept})`);
});

describe('writing', () => {
  test('keeps the lines that can be read, and names the others', async () => {
    const { status, text } = await write('ok v=1 1\nbroken\nok v=2 2');

    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      error: 'partial write of line protocol occurred',
      data: [{ original_line: 'broken', line_number: 2 }],
    });
    expect(await rows('SELECT count(*) AS n FROM ok')).toBe('[{"n":2}]');
  });

  test('keeps nothing when a part is not wanted', async () => {
    await write('ok v=1 1\nbroken', 'db=plant&accept_partial=false');

    expect((await query('SELECT 1')).status).toBe(404);
  });

  test('replaces the field of a point that is there already', async () => {
    await write('m,s=a v=1,w=1 10');
    await write('m,s=a v=2 10');

    expect(await rows('SELECT v, w FROM m')).toBe('[{"v":2.0,"w":1.0}]');
  });

  test('takes what InfluxDB 1 and 2 send, also packed', async () => {
    expect((await ask('POST', '/write?db=plant&precision=ms', 'a v=1 1700000000000')).status).toBe(204);
    const packed = new Uint8Array(gzipSync('b v=1 1700000000'));
    const v2 = await ask('POST', '/api/v2/write?bucket=plant&precision=s', packed, { 'content-encoding': 'gzip' });

    expect(v2.status).toBe(204);
    expect(await rows('SELECT time FROM a')).toBe(await rows('SELECT time FROM b'));
  });

  test('ends at five databases on Core', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await write('m v=1', `db=${name}`);

    expect(await write('m v=1', 'db=f')).toMatchObject({
      status: 422,
      text: '{"error":"Adding a new database would exceed limit of 5 databases"}',
    });
  });
});

test('a body that is too long is refused', async () => {
  expect(await write('x'.repeat(10_485_761))).toMatchObject({
    status: 413,
    text: 'max request size (10485760 bytes) exceeded',
  });
});

test.each([
  ['[]', 'invalid length 0, expected struct CreateNamedAdminTokenRequest with 2 elements at line 1 column 2'],
  ['"x"', 'invalid type: string "x", expected struct CreateNamedAdminTokenRequest at line 1 column 3'],
  ['{"token_name":null}', 'invalid type: null, expected a string at line 1 column 18'],
  ['{"token_name":"a"', 'EOF while parsing an object at line 1 column 17'],
  ['{"token_name":"a",}', 'trailing comma at line 1 column 19'],
  ['{"token_name":"a"} x', 'trailing characters at line 1 column 20'],
  ['{token_name:"a"}', 'key must be a string at line 1 column 2'],
  ['{"token_name":"a","token_name":"b"}', 'duplicate field `token_name` at line 1 column 30'],
  ['{"token_name":"a",\n"expiry_secs":true}', 'invalid type: boolean `true`, expected u64 at line 2 column 18'],
  [
    '{"token_name":"a","expiry_secs":18446744073709551616}',
    'invalid type: floating point `18446744073709552000.0`, expected u64 at line 1 column 52',
  ],
])('%s is refused as serde_json says it', async (body, reason) => {
  const asked = await ask('POST', '/api/v3/configure/token/named_admin', body, { 'content-type': 'application/json' });

  expect(asked).toMatchObject({ status: 400, text: `serde json error: ${reason}` });
});
