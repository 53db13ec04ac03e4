import { Failure, factsOf } from '#contract/failure';
import type { Answering, Capability, Server } from '#domain/server';
import type { ConnectNews, Step } from '#contract/shapes';
import type { Family, FamilyDeps, FamilyProvider } from './family.ts';
import type { Http } from './http/http.ts';
import { OneAsking } from './one-asking.ts';
import type { Provider, ReadSide, WriteSide } from './provider.ts';

/** A family and what it said of the server. */
interface Found {
  family: Family;
  answering: Answering;
}

/**
 * Asks the families one after the other who answers; no credential is sent. A page of a proxy or a login may still be
 * the front of a family that is asked later; what keeps everybody from answering ends it at once.
 */
export async function findFamily(
  families: readonly Family[],
  { reading, base }: Pick<Http, 'reading' | 'base'>,
  signal: AbortSignal,
): Promise<Found> {
  let unsupported: Found | undefined;
  let failure: Failure | undefined;
  const named = families.filter((family) => family.isNamedBy?.(base));
  for (const family of named.length > 0 ? named : families) {
    try {
      const answering = await family.identify(reading, base, signal);
      if (answering?.supported) return { family, answering };
      if (answering) unsupported ??= { family, answering };
    } catch (thrown) {
      const facts = factsOf(thrown);
      if (facts.kind !== 'bad-response' && !(facts.kind === 'proxy' && facts.status === 404)) throw thrown;
      failure ??= thrown instanceof Failure ? thrown : new Failure(facts);
    }
  }
  if (unsupported) return unsupported;
  throw failure ?? new Failure({ kind: 'wrong-product', product: '' });
}

const OPERATIONS: readonly (Capability & keyof WriteSide)[] = [
  'createToken',
  'updateToken',
  'deleteToken',
  'createUser',
  'setUp',
  'claimOperator',
  'regenerateOperator',
  'recoverOperator',
];

/**
 * A provider that finds out at its first use who answers, unless it is told who did before (`known`), and speaks as
 * that family from then on. Connecting always asks anew.
 */
export function detecting(families: readonly Family[], deps: FamilyDeps, known?: string): Provider {
  const before = families.find(({ name }) => name === known);
  let current = before && { family: before, provider: before.create(deps) };
  const speakAs = ({ family, answering }: Found): FamilyProvider => {
    if (!answering.supported)
      throw new Failure({ kind: 'wrong-product', product: `${answering.product} ${answering.version}`.trim() });
    if (current?.family !== family) current = { family, provider: family.create(deps) };
    return current.provider;
  };
  // A list that is read while the app connects waits for what connecting finds out.
  const finding = new OneAsking<Found>();
  const find = (signal: AbortSignal) => findFamily(families, deps.http, signal);
  const speaking = async (signal: AbortSignal) => current?.provider ?? speakAs(await finding.ask(find, signal));
  return {
    family: () => current?.family.name,
    read: {
      ...readThrough(speaking),
      async connect(tell, signal) {
        const { found, provider } = await reach(deps.http, tell, async () => {
          const found = await finding.begin(find(signal));
          return { found, provider: speakAs(found) };
        });
        const known = (server: Server): Server => withCertificate(server, deps.http);
        const told = (news: ConnectNews) => tell('server' in news ? { server: known(news.server) } : news);
        return known(await provider.read.connect(found.answering, told, signal));
      },
    },
    write: writeThrough(speaking),
  };
}

function withCertificate(server: Server, { certificateEndsAt }: Pick<Http, 'certificateEndsAt'>): Server {
  const end = certificateEndsAt();
  return end === undefined ? server : { ...server, certificateEndsAt: end };
}

/** Reports the first steps of connecting: that somebody answers, over what, and who. */
async function reach<T extends { found: Found }>(
  http: Pick<Http, 'base' | 'tlsProtocol'>,
  tell: (news: ConnectNews) => void,
  find: () => Promise<T>,
): Promise<T> {
  const report = (step: Step) => tell({ step });
  const reached = () => report({ name: 'reach', outcome: 'ok', value: http.base.host });
  try {
    const result = await find();
    const { product, version } = result.found.answering;
    reached();
    report(encryption(http));
    report({ name: 'product', outcome: 'ok', value: `${product} ${version}`.trim() });
    return result;
  } catch (error) {
    const failure = factsOf(error);
    if (failure.kind === 'wrong-product' || failure.kind === 'bad-response') {
      reached();
      report(encryption(http));
      report({ name: 'product', outcome: 'failed', failure });
    } else if (failure.kind === 'tls') {
      reached();
      report({ name: 'encryption', outcome: 'failed', failure });
    } else report({ name: 'reach', outcome: 'failed', failure });
    throw error;
  }
}

function encryption({ base, tlsProtocol }: Pick<Http, 'base' | 'tlsProtocol'>): Step {
  if (base.origin.startsWith('https:')) return { name: 'encryption', outcome: 'ok', value: tlsProtocol() ?? 'TLS' };
  return { name: 'encryption', outcome: isLoopback(base.host) ? 'skipped' : 'warning', value: 'http' };
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
}

type Known = (signal: AbortSignal) => Promise<FamilyProvider>;

function readThrough(known: Known): Omit<ReadSide, 'connect'> {
  return {
    listTokens: async (onTokens, signal) => (await known(signal)).read.listTokens(onTokens, signal),
    listTokensOf: async (user, onTokens, signal) => (await known(signal)).read.listTokensOf(user, onTokens, signal),
    getToken: async (ref, signal) => (await known(signal)).read.getToken(ref, signal),
    lookAtValue: async (ref, signal) => (await known(signal)).read.lookAtValue(ref, signal),
    listResources: async (signal) => (await known(signal)).read.listResources(signal),
    configuration: async (signal) => (await known(signal)).read.configuration(signal),
    tokenPage: async (orgId, signal) => (await known(signal)).read.tokenPage(orgId, signal),
  };
}

function writeThrough(known: Known): Partial<WriteSide> {
  const through =
    (operation: (typeof OPERATIONS)[number]) =>
    async (...input: unknown[]) => {
      const signal = input.at(-1) as AbortSignal;
      const { write } = await known(signal);
      const act = write[operation] as ((...input: unknown[]) => Promise<unknown>) | undefined;
      if (!act) throw new Failure({ kind: 'not-able', what: operation });
      return act.apply(write, input);
    };
  return Object.fromEntries(OPERATIONS.map((operation) => [operation, through(operation)]));
}
