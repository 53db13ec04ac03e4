import type { ConnectNews } from '#contract/shapes';
import type { Answering, Capability, Server } from '#domain/server';
import { lookAround, type Found } from './look-around.ts';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import type { Known, Session } from './session.ts';
import type { SharedList } from '#main/providers/shared-list';
import { ifAnswered, step, type Report } from '#main/providers/steps';
import { typesOf } from './version.ts';
import { ReadyBody, timeOf } from './wire.ts';

interface ConnectDeps {
  session: Session;
  list: SharedList;
  can: Capability[];
}

/** Runs the connect sequence. What keeps the server from being used ends it; what comes after is only reported. */
export async function connect(
  deps: ConnectDeps,
  { product, version, readiness }: Answering,
  tell: (news: ConnectNews) => void,
  signal: AbortSignal,
): Promise<Server> {
  const { session } = deps;
  const report: Report = (step) => tell({ step });
  session.begin(version);
  const starting = readStart(session, signal);
  starting.catch(() => undefined);
  const base = { product, version, traits: session.flavour.traits, can: deps.can };
  if (readiness !== 'ready') {
    report({ name: 'set-up', outcome: 'warning', failure: { kind: 'not-set-up' } });
    for (const name of LATER_STEPS) report({ name, outcome: 'skipped' });
    const startedAt = await starting;
    const nothing = { hashing: 'unknown' as const, organizations: [], resourceTypes: typesOf(version) };
    return { ...base, ...nothing, readiness: 'not-set-up', ...(startedAt !== undefined && { startedAt }) };
  }
  report({ name: 'set-up', outcome: 'ok' });
  const known = await checkCredential(session, report, signal);
  const startedAt = await starting;
  const facts = await session.flavour.facts?.(session, signal);
  const ready = { ...base, ...facts, readiness: 'ready' as const, ...(startedAt !== undefined && { startedAt }) };
  const early = (found: Found) => tell({ server: { ...ready, ...found } });
  return { ...ready, ...(await lookAround({ ...deps, known, version }, { report, early }, signal)) };
}

const LATER_STEPS = ['credential', 'tokens', 'organizations', 'configuration', 'types'] as const;

/** Since when it runs; not every server in the middle lets this through, and nothing depends on it. */
async function readStart(session: Session, signal: AbortSignal): Promise<number | undefined> {
  const asking = session.reading.send({ method: 'GET', path: PATHS.ready, credential: 'none', signal });
  return ifAnswered(asking.then((answer) => timeOf(read(answer, ReadyBody).started)));
}

async function checkCredential(session: Session, report: Report, signal: AbortSignal): Promise<Known> {
  return step('credential', report, async () => {
    const known = await session.whoAmI(signal);
    report({ name: 'credential', outcome: 'ok', ...(known.userName !== undefined && { value: known.userName }) });
    return known;
  });
}
