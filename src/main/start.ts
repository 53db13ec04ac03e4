import type { Connection } from '#domain/connection';
import { firstOpened } from '#domain/rail-order';
import type { Clock } from './ports.ts';
import { undici } from './providers/http/undici.ts';
import type { Gate } from './rpc/gate.ts';
import type { Services } from './services/services.ts';

/** How long a page may take to ask for what it shows first, in ms. */
const PATIENCE_MS = 2000;

type Needs = Pick<Services, 'app' | 'connections' | 'samples' | 'servers' | 'snapshots' | 'views'> & {
  gate: Gate;
  clock: Clock;
};

/**
 * What main does beside the page that comes up, so that little is left when it asks. Nothing of it holds up the page:
 * what blocks this process, the key store, waits until `quiet` has settled and the page has what it shows first.
 */
export async function start(needs: Needs, withSamples: boolean, quiet: Promise<void>): Promise<void> {
  const { app, samples, snapshots, clock } = needs;
  if (withSamples) {
    prepareRequests();
    // A sample's token is in no key store: its list comes first.
    return app.start(Promise.all([quiet, samples.start().then(() => openFirst(needs))]));
  }
  const opened = opensFirst(needs);
  const past = opened && snapshots.foresee(opened.id);
  const shown = past && Promise.race([past.handedOut, new Promise<void>((late) => clock.after(PATIENCE_MS, late))]);
  const free = Promise.all([quiet, shown]);
  void free.then(prepareRequests);
  await app.start(free);
  // A page that shows how the server was asks for how it is, once that is drawn.
  if (!(await past?.found)) await openFirst(needs);
}

/** Without it, the first request would wait. */
function prepareRequests(): void {
  void undici();
}

/** Asks the server that the page opens by itself; settles with its list when that needs no key store, else at once. */
async function openFirst(needs: Needs): Promise<void> {
  const opened = opensFirst(needs);
  if (!opened) return;
  const { id, credential } = opened;
  const listed = needs.servers.open(id, needs.gate.reading(id), credential !== 'none');
  if (credential === 'this-run') await listed;
}

function opensFirst({ connections, views }: Needs): Connection | undefined {
  return firstOpened(connections.list(), views.place()?.connectionId);
}
