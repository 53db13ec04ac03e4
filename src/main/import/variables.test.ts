import { expect, test } from 'vitest';
import { readSource, sourceOf } from './read.ts';
import { namesAServer, readEnvironment } from './variables.ts';

const read = (text: string) => readSource('variables', text);
const shown = (text: string) =>
  read(text).entries.map(({ name, address, credential }) => [name, address, credential?.reveal()]);

test('variables of the influx CLI and of the influxdb3 CLI are two servers', () => {
  const text = `# my servers
export INFLUX_HOST=https://influx.example.com:8086
INFLUX_TOKEN="canary-2=="   # the operator
INFLUX_ORG=acme

INFLUXDB3_HOST_URL='http://10.0.0.5:8181'
INFLUXDB3_AUTH_TOKEN=apiv3_canary
DATABASE_PASSWORD=nothing-of-ours
`;
  expect(read(text)).toMatchObject({
    entries: [
      { product: undefined, note: 'Organization: acme', line: 2 },
      { product: 'influxdb-3', line: 6 },
    ],
    problems: [],
  });
  expect(shown(text)).toEqual([
    ['influx.example.com:8086', 'https://influx.example.com:8086', 'canary-2=='],
    ['10.0.0.5:8181', 'http://10.0.0.5:8181', 'apiv3_canary'],
  ]);
  expect(sourceOf(text)).toBe('variables');
});

test('what a name has before or after tells several servers apart', () => {
  const text = `PROD_INFLUX_HOST=https://prod.example
PROD_INFLUX_TOKEN=canary-prod
INFLUX_HOST_PLANT_3=https://plant.example
INFLUX_TOKEN_PLANT_3=canary-plant
INFLUX_ORG_ID=0a
`;
  expect(shown(text)).toEqual([
    ['prod', 'https://prod.example', 'canary-prod'],
    ['plant-3', 'https://plant.example', 'canary-plant'],
  ]);
});

test('the variables of the MCP server and of Chronograf name clusters with their ids', () => {
  const text = `INFLUX_DB_PRODUCT_TYPE=cloud-dedicated
INFLUX_DB_CLUSTER_ID=c1
INFLUX_DB_ACCOUNT_ID=a1
INFLUX_DB_MANAGEMENT_TOKEN=canary-management
INFLUX_DB_TOKEN=canary-database
INFLUXDB_TYPE=influx-v3-clustered
INFLUXDB_URL=https://cluster.example
INFLUXDB_MGMT_TOKEN=canary-clustered
`;
  expect(read(text).entries).toMatchObject([
    {
      address: 'https://console.influxdata.com/accounts/a1/clusters/c1',
      product: 'dedicated',
      accountId: 'a1',
      clusterId: 'c1',
    },
    { address: 'https://cluster.example', product: 'clustered' },
  ]);
  expect(shown(text).map(([, , secret]) => secret)).toEqual(['canary-management', 'canary-clustered']);
});

test('a token without an address gets that of its CLI, and says so; with a prefix it is not taken', () => {
  expect(read('\nINFLUXDB3_AUTH_TOKEN=apiv3_canary\n')).toMatchObject({
    entries: [{ address: 'http://127.0.0.1:8181' }],
    problems: [{ line: 2, words: expect.stringContaining('http://127.0.0.1:8181') as string }],
  });
  expect(read('PROD_INFLUX_TOKEN=canary')).toMatchObject({ entries: [], problems: [{ line: 1 }] });
});

test('problems stand with their lines and quote nothing', () => {
  const text = `INFLUX_HOST=https://u:canary@a.example
this is canary text
INFLUXDB3_HOST_URL=https://a.example
INFLUXDB3_HOST_URL=https://b.example
INFLUXDB3_AUTH_TOKEN=canäry
INFLUXDB3_TLS_NO_VERIFY=true
INFLUXDB3_TLS_CA=/etc/ca.pem
`;
  const { entries, problems } = read(text);
  expect(entries).toMatchObject([{ address: 'https://b.example', credential: undefined, caPath: '/etc/ca.pem' }]);
  expect(problems.map(({ line }) => line)).toEqual([1, 2, 4, 5, 6, 7]);
  expect(JSON.stringify(problems)).not.toMatch(/can[aä]ry/);
});

test('a text over several lines is one value, not lines that set nothing', () => {
  const { entries, problems } = read('KEY="-----BEGIN\nabc\n-----END"\nINFLUX_HOST=http://a.example\n');
  expect(entries).toHaveLength(1);
  expect(problems).toEqual([]);
});

test('a byte order mark and the line ends of Windows change nothing', () => {
  const text = '\uFEFFINFLUX_HOST=http://a.example\r\nINFLUX_TOKEN=canary\r\n';
  expect(shown(text)).toEqual([['a.example', 'http://a.example', 'canary']]);
});

test('the variables that a program was started with are read the same, and known by their names alone', () => {
  const env = { INFLUX_HOST: 'http://a.example', INFLUX_TOKEN: 'canary', PATH: '/bin' };
  expect(readEnvironment(env).entries).toMatchObject([{ name: 'a.example' }]);
  expect(namesAServer(Object.keys(env))).toBe(true);
  expect(namesAServer(['PATH', 'INFLUX_ORG', 'INFLUX_CONFIGS_PATH'])).toBe(false);
});
