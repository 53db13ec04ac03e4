import { Failure } from '#contract/failure';
import type { ConnectNews } from '#contract/shapes';
import type { Server } from '#domain/server';
import type { Clock } from '#main/ports';
import { type LiveProvider, createLimiter, createProvider } from '#main/providers/families';
import type { Reading } from '#main/providers/provider';
import type { Secret } from '#main/secret';
import type { Vault } from '#main/storage/vault';
import { type Profile, type Profiles, sealedFacts, sendsInClear } from './profiles.ts';

interface Needs {
  clock: Clock;
  profiles: Profiles;
  vault: Vault;
  /** Is this connection unlocked right now? */
  mayWrite(connectionId: string): boolean;
  /** The key store has just begun, or ceased, to open a token. */
  onCredentialState: () => void;
}

/** The providers of the connections in use, one per connection, and what each server last said that it is. */
export class Servers {
  readonly #needs: Needs;
  readonly #limiter = createLimiter();
  readonly #live = new Map<string, LiveProvider>();
  readonly #known = new Map<string, Server>();
  /** Who answered last at an address: asked again by connecting only. */
  readonly #families = new Map<string, string>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  get limiter() {
    return this.#limiter;
  }

  /** The provider of a saved connection; Failure 'no-such-connection' without one. Touches no network. */
  of(connectionId: string): LiveProvider {
    const profile = this.#needs.profiles.find(connectionId);
    const live = this.#live.get(connectionId);
    if (live) return live;

    const { clock } = this.#needs;
    const provider = createProvider(
      {
        address: profile.address,
        accountId: profile.accountId,
        clusterId: profile.clusterId,
        ca: profile.ca,
        ownTokenId: profile.ownTokenId,
        family: this.#families.get(profile.address),
      },
      {
        clock,
        limiter: this.#limiter,
        credential: () => this.ownToken(connectionId),
        mayWrite: () => this.#needs.mayWrite(connectionId),
      },
    );
    this.#live.set(connectionId, provider);
    return provider;
  }

  /** Runs the connect sequence and remembers what the server is. */
  async connect(
    connectionId: string,
    { read }: Reading,
    tell: (news: ConnectNews) => void,
    signal: AbortSignal,
  ): Promise<Server> {
    const server = await read.connect(tell, signal);
    this.#known.set(connectionId, server);
    const family = this.of(connectionId).family();
    if (family !== undefined) this.#families.set(this.#needs.profiles.find(connectionId).address, family);
    return server;
  }

  /** What the server is, from the last connect or from one made now. */
  async known(connectionId: string, reading: Reading, signal: AbortSignal): Promise<Server> {
    return this.#known.get(connectionId) ?? this.connect(connectionId, reading, () => {}, signal);
  }

  /** The cluster that a connection leads to, as the last connect told. */
  clusterOf(connectionId: string): string | undefined {
    return this.#known.get(connectionId)?.cluster;
  }

  /** The connection's own token; undefined when it has none. */
  async ownToken(connectionId: string): Promise<Secret | undefined> {
    const profile = this.#needs.profiles.find(connectionId);
    mustBeAllowed(profile);
    const { vault, onCredentialState } = this.#needs;
    const before = vault.state(connectionId);
    try {
      return await vault.fetch(sealedFacts(profile));
    } finally {
      if (vault.state(connectionId) !== before) onCredentialState();
    }
  }

  /** Ends what runs on a connection and closes its sockets; the next use begins anew, with what the profile says then. */
  close(connectionId: string): void {
    this.#live.get(connectionId)?.close();
    this.#live.delete(connectionId);
    this.#known.delete(connectionId);
  }

  closeAll(): void {
    for (const connectionId of [...this.#live.keys()]) this.close(connectionId);
  }
}

/** SECURITY: no token leaves in clear text for another machine unless a person agreed to it for this server. */
function mustBeAllowed(profile: Profile): void {
  if (sendsInClear(profile.address) && !profile.plainHttpAllowed) throw new Failure({ kind: 'declined' });
}
