import { Failure } from '#contract/failure';
import type { ConnectNews } from '#contract/shapes';
import type { Server } from '#domain/server';
import type { Token, TokenListEnd } from '#domain/token';
import type { Clock } from '#main/ports';
import { type LiveProvider, createLimiter, createProvider } from '#main/providers/families';
import type { Reading } from '#main/providers/provider';
import type { Secret } from '#main/secret';
import type { Vault } from '#main/storage/vault';
import { Begun } from './begun.ts';
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

/** What a page asks first of the server that opens by itself. */
interface Opening {
  connectionId: string;
  connect: Begun<ConnectNews, Server> | undefined;
  tokens: Begun<Token[], TokenListEnd> | undefined;
}

/** The providers of the connections in use, one per connection, and what each server last said that it is. */
export class Servers {
  readonly #needs: Needs;
  readonly #limiter = createLimiter();
  readonly #live = new Map<string, LiveProvider>();
  readonly #known = new Map<string, Server>();
  /** Who answered last at an address: asked again by connecting only. */
  readonly #families = new Map<string, string>();
  #opening: Opening | undefined;

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

  /**
   * Asks a server at once what the page will ask of it first; the answers are kept until it does. Settles when they are
   * all there, or none will come.
   */
  open(connectionId: string, reading: Reading, hasToken: boolean): Promise<unknown> {
    const connect = new Begun<ConnectNews, Server>((tell, signal) =>
      this.#connect(connectionId, reading, tell, signal),
    );
    const tokens = hasToken
      ? new Begun<Token[], TokenListEnd>((push, signal) => reading.read.listTokens(push, signal))
      : undefined;
    this.#opening = { connectionId, connect, tokens };
    return Promise.all([connect.over, tokens?.over]);
  }

  /** Drops what was asked of a server before the page asked for it. */
  dropOpening(): void {
    this.#opening?.connect?.stop();
    this.#opening?.tokens?.stop();
    this.#opening = undefined;
  }

  /** Runs the connect sequence and remembers what the server is. */
  async connect(
    connectionId: string,
    reading: Reading,
    tell: (news: ConnectNews) => void,
    signal: AbortSignal,
  ): Promise<Server> {
    const begun = this.#begun(connectionId, 'connect');
    return begun ? begun.follow(tell, signal) : this.#connect(connectionId, reading, tell, signal);
  }

  /** Hands on the tokens of a server in batches, then tells how complete they are. */
  async tokens(
    connectionId: string,
    { read }: Reading,
    push: (tokens: Token[]) => void,
    signal: AbortSignal,
  ): Promise<TokenListEnd> {
    const begun = this.#begun(connectionId, 'tokens');
    return begun ? begun.follow(push, signal) : read.listTokens(push, signal);
  }

  /** What began before it was asked for, once. */
  #begun<What extends 'connect' | 'tokens'>(connectionId: string, what: What): Opening[What] {
    const opening = this.#opening;
    if (opening?.connectionId !== connectionId) return undefined;
    const begun = opening[what];
    opening[what] = undefined;
    return begun;
  }

  async #connect(
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

  /** What the server said that it is at the last connect; undefined before one. */
  told(connectionId: string): Server | undefined {
    return this.#known.get(connectionId);
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

  /**
   * Ends what runs on a connection and closes its sockets; the next use begins anew, with what the profile says then.
   */
  close(connectionId: string): void {
    if (this.#opening?.connectionId === connectionId) this.dropOpening();
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
