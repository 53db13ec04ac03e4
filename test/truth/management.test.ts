import { expect, onTestFinished, test } from 'vitest';
import type { Bucket } from '#domain/resource';
import type { ManagementProduct } from '#sample/management/products';
import { SeededRandom } from '#sample/influx2/seed/random';
import { startSample } from '#sample/serve';
import { byStatus, expectSameVerdicts, type Question, readThroughApp, truthSeed } from '#test/truth';

const PAIRS = 10_000;
const TOKENS = 500;
const DATABASES = Array.from({ length: 14 }, (_, number) => `database-${number}`);
/** Named by tokens, and not there, or no more. */
const DANGLING = ['database-0', 'never-there'];

/** One right or several, on single databases or on all; a token may have none at all. */
function randomPermissions(random: SeededRandom) {
  return Array.from({ length: random.between(0, 6) }, () => ({
    action: random.pick(['read', 'write']),
    resource: random.chance(0.12) ? '*' : random.pick([...DATABASES, ...DANGLING]),
  }));
}

/** A query that finds nothing, and a write without points. */
function questionsOn(bucket: Bucket): Question[] {
  const { id, system } = bucket;
  const target = { type: 'databases', id, system };
  const bearing = (secret: string) => ({ authorization: `Bearer ${secret}` });
  const query = new URLSearchParams({ db: id, q: 'SHOW MEASUREMENTS' }).toString();
  return [
    {
      name: `read ${id}`,
      action: 'read',
      target,
      bucket,
      ask: (_, secret) => ({ method: 'GET', path: `/query?${query}`, headers: bearing(secret) }),
      verdict: byStatus([200], [401, 403]),
    },
    {
      name: `write ${id}`,
      action: 'write',
      target,
      bucket,
      ask: (_, secret) => ({ method: 'POST', path: `/api/v2/write?bucket=${id}`, headers: bearing(secret) }),
      verdict: byStatus([400], [401, 403]),
    },
  ];
}

test.each<ManagementProduct>(['dedicated', 'clustered'])(
  `what the app says of random database tokens is what %s decides, in ${PAIRS} pairs of token and database`,
  async (product) => {
    const seed = truthSeed();
    const random = new SeededRandom(seed);
    const server = await startSample({ product });
    onTestFinished(() => server.close());
    const management = server.credential ?? '';
    const { accountId, clusterId } = server.state.addressing;
    const api = async (method: string, path: string, body?: unknown): Promise<Record<string, string>> => {
      const answer = await fetch(`${server.url}/api/v0/accounts/${accountId}/clusters/${clusterId}/${path}`, {
        method,
        headers: { authorization: `Bearer ${management}`, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      const text = await answer.text();
      return text === '' ? {} : (JSON.parse(text) as Record<string, string>);
    };

    for (const name of DATABASES) await api('POST', 'databases', { name });
    const secrets = new Map<string, string>();
    for (let number = 0; number < TOKENS; number++) {
      const description = `random ${number}`;
      const expiresAt = random.pick([null, null, '2031-01-01T00:00:00Z', '2021-01-01T00:00:00Z']);
      const body = { description, permissions: randomPermissions(random), ...(expiresAt && { expiresAt }) };
      const { id, accessToken = '' } = await api('POST', 'tokens', body);
      secrets.set(description, accessToken);
      if (random.chance(0.1)) await api('DELETE', `tokens/${id ?? ''}`);
    }
    await api('DELETE', `databases/${DATABASES[0] ?? ''}`);

    const { rows, resources } = await readThroughApp(server.url + server.path, management);
    expect(rows.filter(({ token }) => secrets.has(token.description))).toHaveLength(TOKENS);
    const questions = resources.buckets.filter(({ name }) => DATABASES.includes(name)).flatMap(questionsOn);
    await expectSameVerdicts({ url: server.url, rows, secrets, questions, pairs: PAIRS, seed });
  },
  60_000,
);
