import { factsOf } from '#contract/failure';
import type { Token } from '#domain/token';
import type { Created, Writing } from '#main/providers/provider';
import type { Secret } from '#main/secret';
import type { Vault } from '#main/storage/vault';
import type { Connections } from './connections.ts';
import { type Profile, type Profiles, sealedFacts } from './profiles.ts';
import type { Reveals } from './reveals.ts';
import type { Servers } from './servers.ts';

interface Needs {
  profiles: Profiles;
  vault: Vault;
  servers: Servers;
  connections: Connections;
  reveals: Reveals;
}

/**
 * An operator token with a value that nobody has seen yet; it is held under `revealId`. `replaced` are the connections
 * that use it from now on, `notReplaced` those that should but keep a value that is dead, since it could not be stored.
 */
export interface NewOperator {
  token: Token;
  revealId: string;
  replaced: string[];
  notReplaced: string[];
}

/** A connection and the token that it has. */
interface Holder {
  profile: Profile;
  secret: Secret;
}

/** The first token of a server: claimed once, and given another value when it has to be. */
export class Operators {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Makes the operator token of a server that nobody has claimed; it becomes the connection's. */
  async claim(connectionId: string, server: Writing<'claimOperator'>, signal: AbortSignal): Promise<NewOperator> {
    const { connections, profiles } = this.#needs;
    const plainHttpAllowed = await connections.mayHaveToken(connectionId);
    const created = await server.write.claimOperator(signal);
    return this.#handOver(connectionId, created, [{ ...profiles.find(connectionId), plainHttpAllowed }]);
  }

  /** Gives the operator token another value, and that to every connection of the server that has the former one. */
  async regenerate(
    connectionId: string,
    server: Writing<'regenerateOperator'>,
    signal: AbortSignal,
  ): Promise<NewOperator> {
    // Read before: what cannot be opened is found out while nothing is changed yet.
    const holders = await this.#holders(connectionId, signal, server);
    const { isFormer, ...created } = await server.write.regenerateOperator(signal);
    const using = holders.filter(({ secret }) => isFormer(secret)).map(({ profile }) => profile);
    return this.#handOver(connectionId, created, using);
  }

  /** Holds the value, then stores it where it is used. Held first: it is told only once, so a full disk must not lose it. */
  async #handOver(connectionId: string, { token, secret }: Created, using: readonly Profile[]): Promise<NewOperator> {
    const { connections, profiles, reveals } = this.#needs;
    const { address } = profiles.find(connectionId);
    const { description } = token;
    const revealId = reveals.hold({
      secret,
      connectionId,
      token,
      address,
      orgName: '',
      description,
      bucketNames: [],
    });
    const replaced: string[] = [];
    const notReplaced: string[] = [];
    for (const { id, plainHttpAllowed } of using) {
      const stored = await connections.switchToken(id, secret, { ownTokenId: token.id, plainHttpAllowed }).then(
        () => true,
        () => false,
      );
      (stored ? replaced : notReplaced).push(id);
    }
    return { token, revealId, replaced, notReplaced };
  }

  /** The connections to the same server, each with its token as far as that can be opened; this one's must be. */
  async #holders(connectionId: string, signal: AbortSignal, server: Writing<'regenerateOperator'>): Promise<Holder[]> {
    const { profiles, servers, vault } = this.#needs;
    const here = sealedFacts(profiles.find(connectionId)).origin;
    const { cluster } = await servers.known(connectionId, server, signal);
    const isSame = (profile: Profile) =>
      sealedFacts(profile).origin === here || (cluster !== undefined && servers.clusterOf(profile.id) === cluster);
    const holders: Holder[] = [];
    for (const profile of profiles.list().filter(isSame)) {
      try {
        const secret = await vault.fetch(sealedFacts(profile));
        if (secret) holders.push({ profile, secret });
      } catch (thrown) {
        const { kind } = factsOf(thrown);
        const shut = kind === 'secret-locked' || kind === 'secret-mismatch';
        if (!shut || profile.id === connectionId) throw thrown;
      }
    }
    return holders;
  }
}
