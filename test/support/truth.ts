import { Agent, request } from 'node:http';
import { expect } from 'vitest';
import { type AccessTarget, targetOf } from '#domain/access-target';
import type { Action } from '#domain/grant';
import { namesOf } from '#domain/names';
import { ReachIndex } from '#domain/reach-index';
import { bucketAccess } from '#domain/resource-access';
import type { Bucket, Resources } from '#domain/resource';
import { toRow, type TokenRow } from '#domain/search-row';
import type { Token } from '#domain/token';
import { givenFor } from '#domain/what-can';
import { whoCan, worksOf } from '#domain/who-can';
import { SeededRandom } from '#sample/influx2/seed/random';
import { testApp } from './app.ts';
import { FakeClock } from './clock.ts';
import { testPorts } from './ports.ts';

/** A request that changes nothing, whatever is answered. */
export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** What a server says to a request: may the one who asks do it? Throws for an answer that says neither. */
export type Verdict = (status: number, body: string) => boolean;

/** Something that may or may not be done, and how a server is asked whether. */
export interface Question {
  readonly name: string;
  readonly action: Action;
  readonly target: AccessTarget;
  /** What the server's own endpoint asks for besides. */
  readonly also?: readonly (readonly [Action, AccessTarget])[];
  /** The bucket or database, where the question is about one. */
  readonly bucket?: Bucket;
  /** How the holder of a token asks; undefined where the server has no way to ask with it. */
  readonly ask: (token: Token, secret: string) => Ask | undefined;
  readonly verdict: Verdict;
}

/** What the app read of a server, as a page gets it. */
export interface ReadServer {
  readonly rows: readonly TokenRow[];
  readonly resources: Resources;
}

/** Reads tokens and resources through the whole app, from the saved connection to the stream of rows. */
export async function readThroughApp(address: string, credential: string): Promise<ReadServer> {
  // What has an end is over or not by the clock.
  const app = await testApp({ ...testPorts(), clock: new FakeClock(Date.now()) });
  const { id: connectionId } = await app.add(address, credential);
  await app.connect(connectionId);
  const tokens = await app.tokens(connectionId);
  const resources = await app.call<Resources>('server.resources', { connectionId });
  const names = namesOf(resources);
  return { rows: tokens.map((token) => toRow(token, names)), resources };
}

/** How many of the asked pairs were allowed and refused, and by what the app explains them. */
interface Tally {
  asked: number;
  allowed: number;
  readonly why: Record<string, number>;
  readonly wrong: string[];
}

interface Asked {
  readonly url: string;
  readonly rows: readonly TokenRow[];
  /** The value of a token, by its description. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly questions: readonly Question[];
  readonly pairs: number;
  readonly seed: number;
}

/** So many requests are under way at once, each on a connection that stays open. */
const LANES = 16;

/**
 * Asks the server so many random pairs of a token and a question, each once, and tells where the app says otherwise:
 * by who can, by what can, and by the counts.
 */
async function sameVerdicts({ url, rows, secrets, questions, pairs, seed }: Asked): Promise<Tally> {
  const random = new SeededRandom(seed);
  const known = rows.filter(({ token }) => secrets.has(token.description));
  const said = new Map(questions.map((question) => [question, sayingsOf(question, known)]));
  const tally: Tally = { asked: 0, allowed: 0, why: {}, wrong: [] };
  const agent = new Agent({ keepAlive: true, maxSockets: LANES });
  const done = new Set<string>();

  const lane = async (): Promise<void> => {
    for (let tries = 0; tally.asked < pairs && tries < pairs * 20; tries++) {
      const row = random.pick(known);
      const question = random.pick(questions);
      const pair = `${row.key}\n${question.name}`;
      const ask = done.has(pair) ? undefined : question.ask(row.token, secrets.get(row.token.description) ?? '');
      done.add(pair);
      if (!ask) continue;
      tally.asked++;
      const { status, body } = await answered(agent, url, ask);
      const allowed = verdictOf(question, row, status, body);
      const saying = said.get(question)?.get(row.key) ?? 'nothing gives it';
      if (allowed) tally.allowed++;
      const { through, works } = partsOf(saying);
      const why = works === 'yes' ? through : works;
      tally.why[why] = (tally.why[why] ?? 0) + 1;
      if (allowed !== (works === 'yes'))
        tally.wrong.push(
          `${question.name}: the server ${allowed ? 'allows' : 'refuses'} ${told(row)}, the app: ${saying}`,
        );
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  agent.destroy();
  return tally;
}

/** What the app says of each holder, by the key of its row: `through, works`. Throws where its own answers differ. */
function sayingsOf(question: Question, rows: readonly TokenRow[]): Map<string, string> {
  const { action, target, also = [], bucket } = question;
  const index = new ReachIndex(rows);
  const found = new Map(
    whoCan(index, action, target).map(({ row, through, works }) => [row.key, `${through}, ${works}`]),
  );
  for (const [otherAction, other] of also) {
    const others = new Set(whoCan(index, otherAction, other).map(({ row }) => row.key));
    for (const key of found.keys()) if (!others.has(key)) found.delete(key);
  }
  if (bucket) expectOneVoice(question, bucket, rows, found);
  return found;
}

function expectOneVoice(
  { action, name }: Question,
  bucket: Bucket,
  rows: readonly TokenRow[],
  found: ReadonlyMap<string, string>,
): void {
  const can = rows.filter((row) => worksOf(row) === 'yes' && givenFor(row, action, targetOf(bucket)));
  const who = rows.filter((row) => found.get(row.key)?.endsWith(', yes'));
  const only = [...can.filter((row) => !who.includes(row)), ...who.filter((row) => !can.includes(row))];
  if (only[0]) throw new Error(`${name}: who can and what can differ over ${told(only[0])}`);
  if (action !== 'read' && action !== 'write') return;
  const tokens = rows.map(({ token }) => token);
  const counted = bucketAccess(tokens, [bucket])[action].get(bucket.id);
  if (counted !== who.length) throw new Error(`${name}: ${who.length} can, but ${String(counted)} are counted`);
}

function verdictOf({ name, verdict }: Question, row: TokenRow, status: number, body: string): boolean {
  try {
    return verdict(status, body);
  } catch (error) {
    throw new Error(`${name} was answered ${status} ${body.slice(0, 200)} to ${told(row)}`, { cause: error });
  }
}

function partsOf(saying: string): { through: string; works: string } {
  const [through = '', works = saying] = saying.split(', ');
  return { through, works };
}

function told({ token: { store, description, status, grants, exactFirst } }: TokenRow): string {
  const rights = grants.map(({ action, type, id = '', orgId = '' }) => `${action}:${type}:${id}:${orgId}`).join(' ');
  return `${store} ${description} (${status}${exactFirst ? ', exact first' : ''}) ${rights.slice(0, 600)}`;
}

function answered(agent: Agent, url: string, ask: Ask): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { method, path, headers = {}, body = '' } = ask;
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(url + path, { agent, method, headers: { ...headers, ...length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A verdict by statuses; any other one is an answer that says neither. */
export function byStatus(yes: readonly number[], no: readonly number[]): Verdict {
  return (status) => {
    if (yes.includes(status)) return true;
    if (no.includes(status)) return false;
    throw new Error('neither allowed nor refused');
  };
}

/** The seed of a run: the same every time, unless `TRUTH_SEED` says another. */
export function truthSeed(): number {
  return Number(process.env.TRUTH_SEED ?? 20_261_123);
}

/** Asks, and fails when a verdict differs, or when one of the two is rare: less than a tenth. */
export async function expectSameVerdicts(asked: Asked): Promise<void> {
  const tally = await sameVerdicts(asked);
  const { wrong, allowed, why } = tally;
  const told = `seed ${asked.seed}, ${tally.asked} asked, ${allowed} allowed, ${JSON.stringify(why)}`;
  if (process.env.TRUTH_TELLS) console.log(told);
  expect(wrong.length, `${told}\n${wrong.slice(0, 10).join('\n')}`).toBe(0);
  expect(tally.asked, told).toBe(asked.pairs);
  expect(allowed, told).toBeGreaterThanOrEqual(asked.pairs / 10);
  expect(allowed, told).toBeLessThanOrEqual((asked.pairs * 9) / 10);
}
