import { factsOf } from '#contract/failure';
import type { ConnectNews } from '#contract/shapes';
import type { Capability, Server } from '#domain/server';
import type { Http } from '#main/providers/http/http';
import { identifyInflux2 } from './identify.ts';
import { lookAround, type Found } from './look-around.ts';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import type { Known, Session } from './session.ts';
import type { SharedList } from './shared-list.ts';
import { settled, step, type Report, type Settled } from './steps.ts';
import { typesOf } from './version.ts';
import { ReadyBody, SetupBody, timeOf } from './wire.ts';

interface ConnectDeps {
  http: Pick<Http, 'base' | 'reading' | 'tlsProtocol'>;
  session: Session;
  list: SharedList;
  can: Capability[];
}

/** Runs the connect sequence. What keeps the server from being used ends it; what comes after is only reported. */
export async function connect(
  deps: ConnectDeps,
  tell: (news: ConnectNews) => void,
  signal: AbortSignal,
): Promise<Server> {
  const { session } = deps;
  const report: Report = (step) => tell({ step });
  // What needs no credential is asked at once; who answers is judged first.
  const starting = settled(readStart(session, signal));
  const settingUp = settled(askSetUp(session, signal));
  const { product, version } = await reach(deps, report, signal);
  session.begin(version);
  const startedAt = (await starting).value;
  const base = { product, version, can: deps.can, ...(startedAt !== undefined && { startedAt }) };
  if (await waitsForSetUp(settingUp, report)) {
    for (const name of LATER_STEPS) report({ name, outcome: 'skipped' });
    return { ...base, readiness: 'not-set-up', hashing: 'unknown', organizations: [], resourceTypes: typesOf(version) };
  }
  const known = await checkCredential(session, report, signal);
  const ready = { ...base, readiness: 'ready' as const };
  const early = (found: Found) => tell({ server: { ...ready, ...found } });
  return { ...ready, ...(await lookAround({ ...deps, known, version }, { report, early }, signal)) };
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

async function askSetUp(session: Session, signal: AbortSignal): Promise<boolean> {
  const answer = await session.reading.send({ method: 'GET', path: PATHS.setup, credential: 'none', signal });
  return read(answer, SetupBody).allowed;
}

async function waitsForSetUp(asked: Promise<Settled<boolean>>, report: Report): Promise<boolean> {
  return step('set-up', report, async () => {
    const { value: allowed = false, failure } = await asked;
    if (failure) throw failure;
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
