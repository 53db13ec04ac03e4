import type { ConnectNews } from '#contract/shapes';
import type { Capability, Self, Server } from '#domain/server';
import type { SharedList } from '#main/providers/shared-list';
import { step, type Report } from '#main/providers/steps';
import type { Placed } from './identify.ts';
import type { Session } from './session.ts';
import { TRAITS } from './traits.ts';

interface ConnectDeps {
  session: Session;
  list: SharedList;
  can: Capability[];
}

/** Runs the connect sequence: that the list is told to the token proves what the token is. */
export async function connect(
  { session, list, can }: ConnectDeps,
  { product, version, cluster, place }: Placed,
  tell: (news: ConnectNews) => void,
  signal: AbortSignal,
): Promise<Server> {
  const report: Report = (step) => tell({ step });
  session.begin(place);
  report({ name: 'set-up', outcome: 'skipped' });
  let tokens = 0;
  await step('credential', report, () => list.start((batch) => (tokens += batch.length), signal));
  const self = await selfOf(session);
  report({ name: 'credential', outcome: 'ok' });
  report({ name: 'tokens', outcome: 'ok', value: String(tokens) });
  for (const name of ['organizations', 'configuration', 'types'] as const) report({ name, outcome: 'skipped' });
  return {
    product,
    version,
    ...(cluster !== undefined && { cluster }),
    readiness: 'ready',
    traits: TRAITS,
    hashing: 'hashed',
    self,
    organizations: [],
    resourceTypes: ['databases'],
    can,
  };
}

/** How the tokens begin that influxctl makes (Cloud Dedicated: list management tokens). */
const MADE_BY_HAND = /^M\.V\d+\./;

/** Only management tokens and those of an identity provider get in; the latter say themselves when they run out. */
async function selfOf({ credential }: Session): Promise<Self> {
  const secret = await credential();
  const expiresAt = secret?.endsAt();
  const origin = secret?.isLike(MADE_BY_HAND) ? 'by-hand' : expiresAt !== undefined && 'identity-provider';
  return {
    kind: 'management',
    proof: 'asked',
    mayList: true,
    ...(origin && { origin }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}
