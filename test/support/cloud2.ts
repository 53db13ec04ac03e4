import { afterEach } from 'vitest';
import type { Cloud2Product } from '#sample/cloud2/products';
import type { State } from '#sample/cloud2/state';
import { startSample, type RunningSample, type SampleOptions } from '#sample/serve';

/** What a region answered, its body as text and, where it is some, as JSON. */
export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

/** How to ask; `token` absent: the sample's credential, null: no header at all. */
export interface Asking {
  token?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}

export type CloudOptions = Omit<SampleOptions<Cloud2Product>, 'product'> & { product?: Cloud2Product };

/** An authorization as it comes over the wire. */
export interface WireAuthorization {
  id: string;
  token: string;
  status: string;
  description: string;
  orgID: string;
  userID: string;
  user: string;
  permissions: { action: string; resource: Record<string, string> }[];
  createdAt: string;
  updatedAt: string;
}

/** A sample of InfluxDB Cloud that is asked by plain HTTP. */
export class Region {
  constructor(readonly sample: RunningSample<State>) {}

  get credential(): string {
    return this.sample.credential ?? '';
  }

  get state(): State {
    return this.sample.state;
  }

  secret(description: string): string {
    const secret = this.sample.secretOf(description);
    if (secret === undefined) throw new Error(`there is no token ${description}`);
    return secret;
  }

  async ask(method: string, path: string, { token = this.credential, body, headers }: Asking = {}): Promise<Answered> {
    const answer = await fetch(this.sample.url + path, {
      method,
      headers: { ...(token === null ? {} : { authorization: `Token ${token}` }), ...headers },
      body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') && text !== '';
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? (JSON.parse(text) as unknown) : undefined,
    };
  }

  /** The authorizations of a list, with this token. */
  async list(query = '', token = this.credential): Promise<WireAuthorization[]> {
    const { json } = await this.ask('GET', `/api/v2/authorizations${query}`, { token });
    return (json as { authorizations: WireAuthorization[] }).authorizations;
  }

  /** Makes a token in the first organization. */
  async make(body: object, token = this.credential): Promise<WireAuthorization> {
    const answer = await this.ask('POST', '/api/v2/authorizations', { token, body: { orgID: this.orgId, ...body } });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json as WireAuthorization;
  }

  /** Of the first organization. */
  get orgId(): string {
    return this.state.authorizationOf(this.credential)?.orgId ?? '';
  }

  bucketId(name: string): string {
    return this.state.bucketByName(this.orgId, name)?.id ?? '';
  }
}

const open: Region[] = [];
afterEach(() => Promise.all(open.splice(0).map(({ sample }) => sample.close())));

/** A region of InfluxDB Cloud until the test ends; `serverless` when nobody says. */
export async function region({ product = 'serverless', ...options }: CloudOptions = {}): Promise<Region> {
  const started = new Region(await startSample({ product, ...options }));
  open.push(started);
  return started;
}
