import { expect, test } from 'vitest';
import { readSource, sourceOf } from './read.ts';

const CONFIG = `{
  "DEFAULT_INFLUX_SERVER": "http://host.docker.internal:8181",
  "DEFAULT_INFLUX_DATABASE": "telemetry",
  "DEFAULT_API_TOKEN": "apiv3_canary",
  "DEFAULT_SERVER_NAME": "Plant 3"
}`;

const read = (text: string) => readSource('explorer', text);

test('the server of InfluxDB 3 Explorer is read under its own name', () => {
  const { entries, problems } = read(CONFIG);
  expect(problems).toEqual([]);
  expect(entries).toMatchObject([
    {
      name: 'Plant 3',
      address: 'http://host.docker.internal:8181',
      product: 'influxdb-3',
      note: 'Database: telemetry',
      line: 2,
    },
  ]);
  expect(entries[0]?.credential?.reveal()).toBe('apiv3_canary');
  expect(sourceOf(CONFIG)).toBe('explorer');
});

test('without a name it is called by its host, and without a token it has none', () => {
  expect(read('{"DEFAULT_INFLUX_SERVER":"https://a.example:8181"}').entries).toMatchObject([
    { name: 'a.example', credential: undefined, note: undefined },
  ]);
});

test.each([
  ['{\n"DEFAULT_INFLUX_SERVER": "http://a",\n"DEFAULT_API_TOKEN": canary\n}', 3],
  ['{\n"DEFAULT_INFLUX_SERVER": "http://a",\n', 3],
  ['{\n"DEFAULT_INFLUX_SERVER": "http://u:canary@a.example"\n}', 2],
  ['{"DEFAULT_API_TOKEN":"canary"}', undefined],
  ['[1]', undefined],
  ['{"DEFAULT_INFLUX_SERVER": 7}', undefined],
])('a file that cannot be read names the line and no secret: %j', (text, line) => {
  const { entries, problems } = read(text);
  expect(entries).toEqual([]);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.line).toBe(line);
  expect(JSON.stringify(problems)).not.toContain('canary');
});

test('a token that cannot be one is left out, the server is not', () => {
  const { entries, problems } = read('{\n"DEFAULT_INFLUX_SERVER": "http://a.example",\n"DEFAULT_API_TOKEN": "ü"\n}');
  expect(entries).toMatchObject([{ address: 'http://a.example', credential: undefined }]);
  expect(problems).toMatchObject([{ line: 3 }]);
});
