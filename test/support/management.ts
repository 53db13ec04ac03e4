import { onTestFinished } from 'vitest';
import type { ManagementProduct } from '#sample/management/products';
import type { State } from '#sample/management/state';
import { startSample, type RunningSample, type SampleOptions } from '#sample/serve';

export interface Ask {
  method?: string;
  /** Sent as Bearer; by default the sample's management token, null for none. */
  token?: string | null;
  headers?: Record<string, string>;
  /** A text as it is, anything else as JSON. */
  body?: unknown;
}

export interface Answered {
  method: string;
  path: string;
  status: number;
  headers: Headers;
  text: string;
  json<T = Record<string, unknown>>(): T;
}

/** A Dedicated or Clustered until the end of the test, with someone at hand who asks it by plain HTTP. */
export interface ManagementSample {
  sample: RunningSample<State>;
  /** Asks the whole server: `/ping`, `/api/v2/write?bucket=…`. */
  ask(path: string, ask?: Ask): Promise<Answered>;
  /** Asks the management API: `tokens`, below the account and the cluster where paths have them. */
  api(path: string, ask?: Ask): Promise<Answered>;
  /** What comes before `tokens`. */
  prefix: string;
}

export async function managementSample(options: SampleOptions<ManagementProduct>): Promise<ManagementSample> {
  const sample = await startSample(options);
  onTestFinished(() => sample.close());
  const { accountId, clusterId, withoutIds } = sample.state.addressing;
  const prefix = withoutIds ? '/api/v0' : `/api/v0/accounts/${accountId}/clusters/${clusterId}`;
  const ask: ManagementSample['ask'] = (path, asked = {}) => askFor(sample, path, asked);
  return { sample, ask, api: (path, asked) => ask(`${prefix}/${path}`, asked), prefix };
}

async function askFor(
  { url, credential }: RunningSample<State>,
  path: string,
  { method = 'GET', token = credential ?? null, headers = {}, body }: Ask,
): Promise<Answered> {
  const bearer: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
  const content = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const answer = await fetch(url + path, { method, headers: { ...bearer, ...headers }, body: content ?? null });
  const text = await answer.text();
  return { method, path, status: answer.status, headers: answer.headers, text, json: <T>() => JSON.parse(text) as T };
}
