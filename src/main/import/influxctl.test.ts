import { expect, test } from 'vitest';
import { readSource, sourceOf } from './read.ts';

const ACCOUNT = '11111111-1111-4111-8111-111111111111';
const CLUSTER = '22222222-2222-4222-8222-222222222222';

const PROFILES = `# profiles
[[profile]]
  name = "default"
  product = "dedicated"
  account_id = "${ACCOUNT}"
  cluster_id = "${CLUSTER}"
  host = "cluster.a.influxdb.io"
  port = "443"
  database = "telemetry"
  token = "canary-database"
  mgmt_token = "canary-management"

[[profile]]
  name = "onprem"
  product = "clustered"
  host = "influx.plant.example"
  port = 8086
  mgmt_token = "canary-clustered"
  [profile.tls]
    insecure = true
    cert = "/etc/client.crt"
    key = "/etc/client.key"
    ca = "/etc/plant-ca.pem"
  [profile.auth.oauth2]
    client_id = "id"
    client_secret = "canary-client-secret"
    scopes = ["a/.default"]
    parameters = { audience = "" }
    token_url = "https://idp.example/token"
    device_url = "https://idp.example/device"

[[profile]]
  name = "plain"
  product = "clustered"
  host = "127.0.0.1"
  [profile.tls]
    disable = true
  [profile.auth.token]
    token_file = "/var/admin-token"
`;

const read = (text: string) => readSource('influxctl', text);

test('S4.13 S4.14 profiles become servers, each with its own tables below it', () => {
  expect(read(PROFILES).entries).toMatchObject([
    {
      name: 'default',
      address: `https://console.influxdata.com/accounts/${ACCOUNT}/clusters/${CLUSTER}`,
      product: 'dedicated',
      accountId: ACCOUNT,
      clusterId: CLUSTER,
      note: 'Data: cluster.a.influxdb.io',
      line: 2,
    },
    {
      name: 'onprem',
      address: 'https://influx.plant.example:8086',
      product: 'clustered',
      caPath: '/etc/plant-ca.pem',
      line: 13,
    },
    { name: 'plain', address: 'http://127.0.0.1', product: 'clustered', credential: undefined, caPath: undefined },
  ]);
  expect(read(PROFILES).entries.map(({ credential }) => credential?.reveal())).toEqual([
    'canary-management',
    'canary-clustered',
    undefined,
  ]);
  expect(sourceOf(PROFILES)).toBe('influxctl');
});

test('what is not taken of a profile is told in its line, without any secret', () => {
  const { problems } = read(PROFILES);
  expect(problems.map(({ line, words }) => [line, words.split(': ')[0]])).toEqual([
    [10, '“default”'],
    [20, '“onprem”'],
    [21, '“onprem”'],
    [23, '“onprem”'],
    [26, '“onprem”'],
    [39, '“plain”'],
  ]);
  expect(JSON.stringify(problems)).not.toContain('canary');
});

test('a file of influxctl 1.x has one server, with nothing but ids', () => {
  const text = `account_id = "${ACCOUNT}"\ncluster_id = "${CLUSTER}"\n`;
  expect(read(text)).toMatchObject({
    entries: [{ name: 'cluster 22222222', product: 'dedicated', accountId: ACCOUNT, clusterId: CLUSTER }],
    problems: [],
  });
  expect(sourceOf(text)).toBe('influxctl');
});

test('a profile without a product is what only that product has', () => {
  expect(
    read(`[[profile]]\nname = "a"\naccount_id = "a"\ncluster_id = "c"\n[[profile]]\nname = "b"\nhost = "b.example"\n`)
      .entries,
  ).toMatchObject([{ product: 'dedicated' }, { product: 'clustered', address: 'https://b.example' }]);
});

test.each([
  ['an unknown product', 'name = "a"\nproduct = "core"', 3],
  ['no product at all', 'name = "a"', 1],
  ['a dedicated cluster without its account', 'name = "a"\nproduct = "dedicated"\ncluster_id = "c"', 1],
  ['a cluster without a host', 'name = "a"\nproduct = "clustered"', 1],
  ['a host that is none', 'name = "a"\nproduct = "clustered"\nhost = "a b"', 4],
  ['a port that is none', 'name = "a"\nproduct = "clustered"\nhost = "a"\nport = "x"', 4],
])('%s: the profile is not taken, and the line is said', (_, lines, line) => {
  const { entries, problems } = read(`[[profile]]\n${lines}\n`);
  expect(entries).toEqual([]);
  expect(problems).toMatchObject([{ line }]);
});

test('of several profiles with one name the first is taken', () => {
  const one = `[[profile]]\nname = "default"\nproduct = "clustered"\n`;
  const { entries, problems } = read(`${one}host = "a.example"\n${one}host = "b.example"\n`);
  expect(entries.map(({ address }) => address)).toEqual(['https://a.example']);
  expect(problems).toMatchObject([{ line: 5 }]);
});

test('keys that influxctl does not know are told and change nothing', () => {
  const { entries, problems } = read(
    `[[profile]]\nname = "a"\nproduct = "clustered"\nhost = "a.example"\ncolour = "red"\n[profile.tls]\npinned = "x"\n`,
  );
  expect(entries).toHaveLength(1);
  expect(problems.map(({ line }) => line)).toEqual([5, 7]);
});

test('a broken profile costs no other one', () => {
  const { entries, problems } = read(
    `[[profile]]\nname = "a"\nproduct = "clustered"\nhost = "a.example"\n[[profile]]\nname = \n[[profile]]\nname = "c"\nproduct = "clustered"\nhost = "c.example"\n`,
  );
  expect(entries.map(({ name }) => name)).toEqual(['a', 'c']);
  expect(problems).toMatchObject([{ line: 6 }]);
});
