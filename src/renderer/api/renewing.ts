import { Failure, factsOf, type FailureFacts } from '#contract/failure';
import type { Cancel } from '#contract/bridge';
import type { ConnectionId } from '#domain/connection';
import type { Api } from './client.ts';

/** Why a person is asked for another credential: it ran out, runs out soon, or the one just entered was refused. */
export type WhyRenew = 'over' | 'soon' | 'refused';

/** What a person answered last when asked for a credential, and how often they were asked before. */
export interface LastAnswer {
  readonly count: number;
  readonly renewed: boolean;
}

/** Asks a person for another credential of a connection, once for all who want it at the same time. */
export interface Renewer {
  /** True when there is a new one. */
  ask(id: ConnectionId, why: WhyRenew): Promise<boolean>;
  last(id: ConnectionId): LastAnswer;
}

/**
 * The methods that only read from a server: they can be tried again. What is not here is never sent twice, so that a
 * write is not either.
 */
export const READS: ReadonlySet<string> = new Set([
  'server.connect',
  'server.configuration',
  'server.resources',
  'server.openTokenPage',
  'tokens.list',
  'tokens.ofUser',
  'tokens.get',
  'tokens.prepare',
  'tokens.look',
  'tokens.copyValue',
]);

/** Its chunks are steps, which begin anew with the first one. */
const CONNECT = 'server.connect';

type Call = (...args: unknown[]) => Promise<unknown>;
type Args = [input?: unknown, onChunk?: (chunk: unknown) => void, signal?: Cancel];

/**
 * The client, asking for a new credential when that of a connection has run out: a read waits for it and is tried
 * again; a write fails as it did.
 */
export function renewing(api: Api, renewer: Renewer): Api {
  return node(api, [], renewer) as Api;
}

function node(inner: unknown, path: string[], renewer: Renewer): unknown {
  const children = new Map<string, unknown>();
  return new Proxy(() => undefined, {
    get(_target, key) {
      // A promise asks for `then`: the client must not look like one.
      if (typeof key !== 'string' || key === 'then') return undefined;
      const known = children.get(key) ?? node(Reflect.get(inner as object, key), [...path, key], renewer);
      children.set(key, known);
      return known;
    },
    apply: (_target, _this, args: Args) => attempts(path.join('.'), inner as Call, args, renewer),
  });
}

async function attempts(path: string, call: Call, args: Args, renewer: Renewer): Promise<unknown> {
  const id = connectionIn(args[0]);
  if (id === undefined) return call(...args);
  for (let asked = false; ; asked = true) {
    const before = renewer.last(id);
    const attempt = counted(args);
    try {
      return await call(...attempt.args);
    } catch (thrown) {
      const mayRepeat = READS.has(path) && (path === CONNECT || attempt.chunks() === 0);
      if (!(await isRenewed({ id, facts: factsOf(thrown), before, asked, mayRepeat, signal: args[2] }, renewer)))
        throw thrown;
    }
  }
}

interface Failed {
  id: ConnectionId;
  facts: FailureFacts;
  before: LastAnswer;
  /** A credential was entered for this call already. */
  asked: boolean;
  mayRepeat: boolean;
  signal: Cancel | undefined;
}

/** Is there a new credential, with which the call may be tried again? */
async function isRenewed({ id, facts, before, asked, mayRepeat, signal }: Failed, renewer: Renewer): Promise<boolean> {
  const { count, renewed } = renewer.last(id);
  const answered = count !== before.count;
  // A new credential ends what runs with the old one.
  if (facts.kind === 'cancelled') return mayRepeat && answered && renewed && signal?.aborted !== true;
  if (facts.kind !== 'bad-credential' || !(facts.seems === 'over' || facts.seems === 'session-over' || asked))
    return false;
  if (answered) return mayRepeat && renewed;
  const asking = renewer.ask(id, asked ? 'refused' : 'over');
  return mayRepeat && (await unlessAborted(asking, signal));
}

function unlessAborted(asking: Promise<boolean>, signal: Cancel | undefined): Promise<boolean> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Failure({ kind: 'cancelled' })));
    void asking.then(resolve);
  });
}

function counted([input, onChunk, signal]: Args): { args: unknown[]; chunks: () => number } {
  let chunks = 0;
  if (!onChunk) return { args: [input], chunks: () => 0 };
  const count = (chunk: unknown) => {
    chunks += 1;
    onChunk(chunk);
  };
  return { args: [input, count, signal], chunks: () => chunks };
}

function connectionIn(input: unknown): ConnectionId | undefined {
  const id: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'connectionId') : undefined;
  return typeof id === 'string' ? id : undefined;
}
