import { Failure } from '#contract/failure';
import type { CaFile, Step } from '#contract/shapes';
import type { ConnectionDraft } from '#domain/connection';
import type { Answering, Server } from '#domain/server';
import type { Ports } from '#main/ports';
import { answering, createProvider } from '#main/providers/families';
import type { Secret } from '#main/secret';
import type { Vault } from '#main/storage/vault';
import { caIn, chooseCa } from './ca-file.ts';
import type { Consent } from './consent.ts';
import { addressIn, profileFrom, sameOrigin, secretIn } from './draft.ts';
import { type Profiles, sealedFacts } from './profiles.ts';
import type { Servers } from './servers.ts';

interface Needs {
  ports: Pick<Ports, 'clock' | 'desktop'>;
  profiles: Profiles;
  vault: Vault;
  servers: Servers;
  consent: Consent;
}

/** What is in the form of a server that is not saved yet, or not so. */
interface Form {
  connectionId?: string;
  draft: ConnectionDraft;
  secret?: string;
}

/** Where to look, with the CA to trust: as PEM text, null for none, absent for that of the saved connection. */
interface Place {
  connectionId?: string;
  address: string;
  ca?: string | null;
}

/** Tries servers that are not saved, for the form that they are entered in. */
export class Check {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Who answers there? Sends no credential. An absent CA means the one of the saved connection, null none. */
  async look({ connectionId, address, ca }: Place, signal: AbortSignal): Promise<Answering> {
    const { ports, servers, profiles, consent } = this.#needs;
    const kept = connectionId !== undefined && ca === undefined ? profiles.find(connectionId).ca : undefined;
    const asked = addressIn(address);
    await consent.linkLocal(asked);
    const target = { address: asked, ca: ca ? caIn(ca).pem : kept };
    return answering(target, { clock: ports.clock, limiter: servers.limiter }, signal);
  }

  /** Lets a person choose a CA file; null when they did not. */
  chooseCa(): Promise<CaFile | null> {
    return chooseCa(this.#needs.ports.desktop);
  }

  /** Runs the connect sequence; null when one of its steps failed, which the steps tell. */
  async test(form: Form, report: (step: Step) => void, signal: AbortSignal): Promise<Server | null> {
    const { ports, profiles, servers, consent } = this.#needs;
    const former = form.connectionId === undefined ? undefined : profiles.find(form.connectionId);
    const next = profileFrom(form.draft, form.connectionId ?? 'draft', former);
    const secret = secretIn(form.secret) ?? (await this.#stored(form));
    await consent.linkLocal(next.address);
    if (secret) await consent.inClear({ next, former });

    const outcomes = new Set<Step['outcome']>();
    const provider = createProvider(
      { address: next.address, accountId: next.accountId, clusterId: next.clusterId, ca: next.ca },
      {
        clock: ports.clock,
        limiter: servers.limiter,
        credential: () => Promise.resolve(secret),
        mayWrite: () => false,
      },
    );
    const onStep = (step: Step) => {
      outcomes.add(step.outcome);
      report(step);
    };
    try {
      return await provider.read.connect((news) => 'step' in news && onStep(news.step), signal);
    } catch (thrown) {
      if (outcomes.has('failed') && !signal.aborted && thrown instanceof Failure) return null;
      throw thrown;
    } finally {
      provider.close();
    }
  }

  /** The stored token, if the form still means the address that it was stored for. */
  async #stored({ connectionId, draft }: Form): Promise<Secret | undefined> {
    if (connectionId === undefined) return undefined;
    const { profiles, vault, consent } = this.#needs;
    const former = profiles.find(connectionId);
    const next = profileFrom(draft, connectionId, former);
    if (!sameOrigin(former, next)) return undefined;
    await consent.otherAuthority({ next, former });
    return vault.fetch(sealedFacts(former));
  }
}
