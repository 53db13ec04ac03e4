import { startSample, type RunningSample, type SampleOptions } from '#sample/serve';

export interface Ask {
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

type Body = Record<string, unknown>;

/** A sample server with someone at hand who asks it by plain HTTP. */
export interface AskedSample {
  sample: RunningSample;
  ask(path: string, ask?: Ask): Promise<{ status: number; headers: Headers; text: string; json: () => Body }>;
}

/** A server that was just set up with `my-token`; what set-up gave. */
export interface SetUpSample extends AskedSample {
  token: string;
  made: Record<'auth' | 'org' | 'user' | 'bucket', Body>;
  orgID: string;
  bucketID: string;
}

/** Starts an empty sample. */
export async function emptySample(options: SampleOptions): Promise<AskedSample> {
  const sample = await startSample({ ...options, empty: true });
  return { sample, ask: (path, ask = {}) => askFor(sample.url + path, ask) };
}

/** Starts an empty sample and sets it up. */
export async function setUpSample(options: SampleOptions): Promise<SetUpSample> {
  const asked = await emptySample(options);
  const token = 'my-token';
  const body = { username: 'admin', password: 'correct horse', org: 'acme', bucket: 'telemetry', token };
  const answer = await asked.ask('/api/v2/setup', { method: 'POST', body });
  const made = answer.json() as SetUpSample['made'];
  return { ...asked, token, made, orgID: String(made.org.id), bucketID: String(made.bucket.id) };
}

/** The cookie of a session of the user that set-up made. */
export async function signIn({ ask }: AskedSample): Promise<{ cookie: string; setCookie: string; status: number }> {
  const authorization = `Basic ${Buffer.from('admin:correct horse').toString('base64')}`;
  const { headers, status } = await ask('/api/v2/signin', { method: 'POST', headers: { authorization } });
  const setCookie = headers.get('set-cookie') ?? '';
  return { cookie: setCookie.split(';')[0] ?? '', setCookie, status };
}

async function askFor(url: string, { method = 'GET', token, headers = {}, body }: Ask): ReturnType<AskedSample['ask']> {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Token ${token}` };
  const content = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const answer = await fetch(url, { method, headers: { ...authorization, ...headers }, body: content ?? null });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: () => JSON.parse(text) as Body };
}
