import fs from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadShapes, NO_SHAPES, type Shapes } from '#test/shapes';
import { startSample } from '../serve.ts';

const PRODUCTS = ['core-3.10', 'enterprise-3.10'] as const;
type DescribedHere = (typeof PRODUCTS)[number];

interface Answered {
  method: string;
  path: string;
  status: number;
  contentType: string | null;
  text: string;
}

interface Asking {
  token?: string | null;
  body?: unknown;
}

const DATABASES = '/api/v3/configure/database';
const TOKENS = '/api/v3/configure/token';
const RESOURCE_TOKENS = '/api/v3/enterprise/configure/token';

/** A server, and everything that it answered. */
class Witness {
  readonly seen: Answered[] = [];

  constructor(
    readonly url: string,
    readonly credential: string,
  ) {}

  async ask(method: string, path: string, { token = this.credential, body }: Asking = {}): Promise<string> {
    const headers = {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const content = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const answer = await fetch(this.url + path, { method, headers, body: content ?? null });
    const text = await answer.text();
    this.seen.push({ method, path, status: answer.status, contentType: answer.headers.get('content-type'), text });
    return text;
  }
}

/** Every call that is described, well and badly: by an admin, by a token for one database, by a stranger, by nobody. */
async function everyAnswer(product: DescribedHere): Promise<Answered[]> {
  const sample = await startSample({ product });
  onTestFinished(() => sample.close());
  const witness = new Witness(sample.url, sample.credential ?? '');
  const strangers: (string | null)[] = [null, 'apiv3_wrong'];
  if (product === 'enterprise-3.10') strangers.push(await resourceToken(witness));
  await askOfDatabases(witness);
  await askOfTokens(witness);
  for (const token of strangers) await everyCall(witness, token);
  await witness.ask('POST', `${TOKENS}/admin/regenerate`);
  const fresh = await startSample({ product, empty: true });
  onTestFinished(() => fresh.close());
  const first = new Witness(fresh.url, '');
  await first.ask('POST', `${TOKENS}/admin`, { token: null });
  return [...witness.seen, ...first.seen];
}

async function resourceToken(witness: Witness): Promise<string> {
  const permissions = [{ resource_type: 'db', resource_names: ['home'], actions: ['read'] }];
  const body = { token_name: 'reader', permissions, expiry_secs: 3600 };
  const { token } = JSON.parse(await witness.ask('POST', RESOURCE_TOKENS, { body })) as { token: string };
  await witness.ask('POST', RESOURCE_TOKENS, { body });
  await witness.ask('POST', RESOURCE_TOKENS, { body: { token_name: 'bad', permissions: [{ resource_type: 'x' }] } });
  return token;
}

async function askOfDatabases(witness: Witness): Promise<void> {
  for (const query of ['?format=json', '?format=json&show_deleted=true', '', '?format=x'])
    await witness.ask('GET', DATABASES + query);
  for (const body of [{ db: 'made' }, { db: 'made' }, { db: 'kept', retention_period: '7d' }, { db: '_no' }, '{'])
    await witness.ask('POST', DATABASES, { body });
  for (const body of [{ db: 'made', retention_period: '1d' }, { db: 'nowhere', retention_period: '1d' }, '{'])
    await witness.ask('PUT', DATABASES, { body });
  for (const db of ['made', 'nowhere']) await witness.ask('DELETE', `${DATABASES}/retention_period?db=${db}`);
  for (const db of ['made', 'nowhere']) await witness.ask('DELETE', `${DATABASES}?db=${db}`);
}

async function askOfTokens(witness: Witness): Promise<void> {
  const named = `${TOKENS}/named_admin`;
  for (const path of ['/ping', '/health', '/api/v1/health']) await witness.ask('GET', path);
  await witness.ask('POST', '/ping');
  for (const body of [{ token_name: 'a', expiry_secs: 60 }, { token_name: 'a' }, { token_name: 'b' }, {}, '{'])
    await witness.ask('POST', named, { body });
  await witness.ask('POST', `${TOKENS}/admin`);
  for (const name of ['a', 'a', '_admin']) await witness.ask('DELETE', `${TOKENS}?token_name=${name}`);
}

/** One call of each operation with this credential. */
async function everyCall(witness: Witness, token: string | null): Promise<void> {
  for (const path of ['/ping', '/health', '/api/v1/health', `${DATABASES}?format=json`])
    await witness.ask('GET', path, { token });
  for (const path of ['/ping', `${TOKENS}/admin/regenerate`]) await witness.ask('POST', path, { token });
  await witness.ask('POST', DATABASES, { token, body: { db: 'other' } });
  await witness.ask('PUT', DATABASES, { token, body: { db: 'home', retention_period: '1d' } });
  await witness.ask('POST', `${TOKENS}/named_admin`, { token, body: { token_name: 'c' } });
  await witness.ask('POST', RESOURCE_TOKENS, { token, body: { token_name: 'd', permissions: [] } });
  for (const path of [`${DATABASES}?db=home`, `${DATABASES}/retention_period?db=home`, `${TOKENS}?token_name=b`])
    await witness.ask('DELETE', path, { token });
}

/** Faults without what a body said, so that two answers have the same one. */
function faultsOf(shapes: Shapes, { method, path, status, contentType, text }: Answered): string[] {
  const asked = `${method} ${path.split('?')[0] ?? ''} ${status}`;
  const shape = shapes.find(method, path, status);
  if (!shape) return [`${asked}: not described`];
  const faults = shape
    .faults(contentType, text)
    .map((fault) => fault.replace(/^(a body where none is described).*/s, '$1'));
  // JSON under another name, or under none, must still be the JSON that is described.
  const renamed = 'application/json' in shape.bodies && !contentType?.startsWith('application/json');
  const inside = renamed && text !== '' ? shape.faults('application/json', text) : [];
  return [...faults, ...inside].map((fault) => `${asked}: ${fault}`);
}

const recordings = new URL('../../../test/recordings/core-3.10/', import.meta.url);

interface Recorded {
  request: { method: string; path: string };
  response: { status: number; headers: Record<string, string>; body: string };
}

/** What a real Core 3.10 answered. */
function recorded(): Answered[] {
  const files = fs.readdirSync(recordings).filter((name) => name.endsWith('.jsonl'));
  const lines = files.flatMap((name) => fs.readFileSync(new URL(name, recordings), 'utf8').trim().split('\n'));
  return lines.map((line) => {
    const { request, response } = JSON.parse(line) as Recorded;
    const { status, headers, body } = response;
    return { ...request, status, contentType: headers['content-type'] ?? null, text: body };
  });
}

/** Where the description is wrong of a server that nobody has recorded, and what says so. */
const EXCEPTIONS: readonly { fault: RegExp; of: readonly DescribedHere[]; reason: string }[] = [
  {
    fault: / 401: (a body where none is described|no content type where application\/json is described)$/,
    of: PRODUCTS,
    reason: 'the token is looked at before the path: each 401 is the text that is recorded for other calls',
  },
  {
    fault: /^(PUT \S+\/database 40[04]|DELETE \S+\/retention_period 404): a body where none is described$/,
    of: PRODUCTS,
    reason: 'a text says what is wrong, as is recorded for the calls beside them',
  },
  {
    fault: /^POST \S+\/configure\/database 422: not described$/,
    of: ['core-3.10'],
    reason: 'Core takes no more than five databases, which the description of Enterprise need not know',
  },
  {
    fault: / 403: not described$/,
    of: ['enterprise-3.10'],
    reason: 'a token that lacks a right gets it on Enterprise (`ResourceAuthorization` of the vendor’s code)',
  },
  {
    fault: /^POST \S+\/enterprise\/configure\/token 201: json where application\/json is described$/,
    of: ['enterprise-3.10'],
    reason: 'the odd content type is recorded for the tokens that Core makes',
  },
  {
    fault: /^POST \S+\/enterprise\/configure\/token 40[09]: not described$/,
    of: ['enterprise-3.10'],
    reason: 'a bad body and a taken name are refused as is recorded for the tokens that Core makes',
  },
];

/** Described answers that no request can get from the sample, and why. */
const NEVER: readonly { answer: RegExp; reason: string }[] = [
  { answer: / 500$/, reason: 'the sample does not fail' },
  { answer: / \/ping 404$/, reason: 'every server has it' },
  { answer: /^GET \/api\/v3\/configure\/database 404$/, reason: 'a list has no name that could be absent' },
  { answer: /^POST \/api\/v3\/configure\/token\/admin 401$/, reason: 'it is asked without a token' },
];

describe.each(PRODUCTS)('the vendor’s description of Enterprise, held against %s', (product) => {
  test('fits every answer, good and bad, but where a real server differs', async ({ skip }) => {
    const shapes = loadShapes('enterprise') ?? skip(NO_SHAPES);
    const real = new Set(recorded().flatMap((answer) => faultsOf(shapes, answer)));
    const known = EXCEPTIONS.filter(({ of }) => of.includes(product));

    const answers = await everyAnswer(product);
    const faults = [...new Set(answers.flatMap((answer) => faultsOf(shapes, answer)))];
    const open = faults.filter((fault) => !real.has(fault));

    expect(open.filter((each) => !known.some(({ fault }) => fault.test(each)))).toEqual([]);
    expect(known.filter(({ fault }) => !open.some((each) => fault.test(each)))).toEqual([]);
    expect(answers.length).toBe(product === 'core-3.10' ? 57 : 73);
  });

  test('has no answer that was not given, but those that cannot be', async ({ skip }) => {
    const shapes = loadShapes('enterprise') ?? skip(NO_SHAPES);
    const given = new Set(
      (await everyAnswer(product)).map(({ method, path, status }) => {
        const { operation = '' } = shapes.find(method, path, status) ?? {};
        return `${operation} ${status}`;
      }),
    );
    const wanted = shapes.answers.filter((answer) => !ofEnterprise(answer) || product === 'enterprise-3.10');
    const missing = wanted.filter((answer) => !given.has(answer));

    expect(missing.filter((answer) => !NEVER.some((each) => each.answer.test(answer)))).toEqual([]);
    expect(NEVER.filter((each) => !missing.some((answer) => each.answer.test(answer)))).toEqual([]);
  });
});

/** Core has no tokens for databases. */
function ofEnterprise(answer: string): boolean {
  return answer.startsWith('POST /api/v3/enterprise/configure/token 201');
}
