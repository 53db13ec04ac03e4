import { Failure, factsOf } from '#contract/failure';
import type { Step } from '#contract/shapes';
import type { Capability, Server } from '#domain/server';
import { grantableTypes } from '#domain/resource-type';
import type { Token } from '#domain/token';
import type { Http } from '#main/providers/http/http';
import { identifyInflux2 } from './identify.ts';
import { readOrganizations, withOrganizationsOf } from './organizations.ts';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import { hashingOf, selfOf, type ValuesSeen } from './self.ts';
import type { Known, Session } from './session.ts';
import type { SharedList } from './shared-list.ts';
import { typesOf } from './version.ts';
import { ReadyBody, SetupBody, timeOf, TypesBody } from './wire.ts';

interface ConnectDeps {
  http: Pick<Http, 'base' | 'reading' | 'tlsProtocol'>;
  session: Session;
  list: SharedList;
  can: Capability[];
}

type Report = (step: Step) => void;

/** Runs the connect sequence. What keeps the server from being used ends it; what comes after is only reported. */
export async function connect(deps: ConnectDeps, report: Report, signal: AbortSignal): Promise<Server> {
  const { session } = deps;
  const { product, version } = await reach(deps, report, signal);
  session.begin(version);
  const startedAt = await readStart(session, signal);
  const base = { product, version, can: deps.can, ...(startedAt !== undefined && { startedAt }) };
  if (await waitsForSetUp(session, report, signal)) {
    for (const name of LATER_STEPS) report({ name, outcome: 'skipped' });
    return { ...base, readiness: 'not-set-up', hashing: 'unknown', organizations: [], resourceTypes: typesOf(version) };
  }
  const known = await checkCredential(session, report, signal);
  return { ...base, readiness: 'ready', ...(await lookAround(deps, known, version, report, signal)) };
}

const LATER_STEPS = ['credential', 'tokens', 'organizations', 'configuration', 'types'] as const;

async function reach({ http }: ConnectDeps, report: Report, signal: AbortSignal) {
  const { base, reading } = http;
  try {
    const identity = await identifyInflux2(reading, signal);
    report({ name: 'reach', outcome: 'ok', value: base.host });
    reportEncryption(http, report);
    report({ name: 'product', outcome: 'ok', value: `${identity.product} ${identity.version}`.trim() });
    return identity;
  } catch (error) {
    const failure = factsOf(error);
    if (failure.kind === 'wrong-product' || failure.kind === 'bad-response') {
      report({ name: 'reach', outcome: 'ok', value: base.host });
      reportEncryption(http, report);
      report({ name: 'product', outcome: 'failed', failure });
    } else if (failure.kind === 'tls') {
      report({ name: 'reach', outcome: 'ok', value: base.host });
      report({ name: 'encryption', outcome: 'failed', failure });
    } else report({ name: 'reach', outcome: 'failed', failure });
    throw error;
  }
}

function reportEncryption({ base, tlsProtocol }: ConnectDeps['http'], report: Report): void {
  if (base.origin.startsWith('https:'))
    return report({ name: 'encryption', outcome: 'ok', value: tlsProtocol() ?? 'TLS' });
  report({ name: 'encryption', outcome: isLoopback(base.host) ? 'skipped' : 'warning', value: 'http' });
}

function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
}

/** Since when it runs; not every server in the middle lets this through, and nothing depends on it. */
async function readStart(session: Session, signal: AbortSignal): Promise<number | undefined> {
  try {
    const answer = await session.reading.send({ method: 'GET', path: PATHS.ready, credential: 'none', signal });
    return timeOf(read(answer, ReadyBody).started);
  } catch (error) {
    if (factsOf(error).kind === 'cancelled') throw error;
    return undefined;
  }
}

async function waitsForSetUp(session: Session, report: Report, signal: AbortSignal): Promise<boolean> {
  return step('set-up', report, async () => {
    const answer = await session.reading.send({ method: 'GET', path: PATHS.setup, credential: 'none', signal });
    const { allowed } = read(answer, SetupBody);
    report(
      allowed
        ? { name: 'set-up', outcome: 'warning', failure: { kind: 'not-set-up' } }
        : { name: 'set-up', outcome: 'ok' },
    );
    return allowed;
  });
}

async function checkCredential(session: Session, report: Report, signal: AbortSignal): Promise<Known> {
  return step('credential', report, async () => {
    const known = await session.whoAmI(signal);
    report({ name: 'credential', outcome: 'ok', ...(known.userName !== undefined && { value: known.userName }) });
    return known;
  });
}

async function step<T>(name: Step['name'], report: Report, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    report({ name, outcome: 'failed', failure: factsOf(error) });
    throw error;
  }
}

/** Reads what a valid token may see. Each part is reported for itself, in the order of the sequence. */
async function lookAround(
  { session, list }: ConnectDeps,
  known: Known,
  version: string,
  report: Report,
  signal: AbortSignal,
) {
  const tokens: Token[] = [];
  const values: ValuesSeen = { hidden: false, readable: false };
  const take = (batch: Token[]) => {
    for (const token of batch) {
      tokens.push(token);
      if (token.store === 'api') values[token.value] = true;
    }
  };
  const listing = settled(list.start(take, signal));
  const organizing = settled(readOrganizations(session, known.operator === 'yes', signal));
  const typing = settled(readTypes(session, signal));

  const listed = await reported('tokens', listing, report, (end) => ({
    outcome: end.completeness === 'may-not-list' ? 'warning' : 'ok',
    value: String(tokens.length),
  }));
  const organizations = withOrganizationsOf(tokens, (await organizing).value?.entries ?? []);
  await reported('organizations', organizing, report, () => ({ outcome: 'ok', value: String(organizations.length) }));
  report({ name: 'configuration', outcome: known.operator === 'yes' ? 'ok' : 'skipped' });
  const types = await reported('types', typing, report, (named) => ({
    outcome: named ? 'ok' : 'skipped',
    value: String((named ?? typesOf(version)).length),
  }));
  return {
    self: withOrganizationName(selfOf(known, session.own.row, listed?.completeness), organizations),
    hashing: hashingOf(known, values, version),
    organizations,
    resourceTypes: types ?? typesOf(version),
  };
}

function withOrganizationName(
  self: NonNullable<Server['self']>,
  organizations: Server['organizations'],
): NonNullable<Server['self']> {
  const only = organizations.length === 1 && self.kind === 'all-access' ? organizations[0] : undefined;
  const orgId = self.orgId ?? only?.id;
  return orgId
    ? { ...self, orgId, orgName: self.orgName ?? organizations.find((each) => each.id === orgId)?.name }
    : self;
}

/** The types that the server names, without `instance`; undefined before 2.0.9, which has no such list. */
async function readTypes(session: Session, signal: AbortSignal): Promise<string[] | undefined> {
  const answer = await session.reading.send({ method: 'GET', path: PATHS.resources, signal });
  return answer.status === 404 ? undefined : [...grantableTypes(read(answer, TypesBody))];
}

interface Settled<T> {
  value?: T;
  failure?: Failure;
}

/** The end of a part as data, so that parts can run side by side and be reported one after the other. */
async function settled<T>(work: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work };
  } catch (error) {
    return { failure: error instanceof Failure ? error : new Failure(factsOf(error)) };
  }
}

async function reported<T>(
  name: Step['name'],
  part: Promise<Settled<T>>,
  report: Report,
  ok: (value: T) => Omit<Step, 'name'>,
): Promise<T | undefined> {
  const { value, failure } = await part;
  if (failure?.facts.kind === 'cancelled') throw failure;
  report(failure ? { name, outcome: 'failed', failure: failure.facts } : { name, ...ok(value as T) });
  return value;
}
