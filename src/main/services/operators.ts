import { Failure, factsOf } from '#contract/failure';
import type { NewOperator } from '#contract/shapes';
import type { Ports } from '#main/ports';
import type { Created, Writing } from '#main/providers/provider';
import type { Vault } from '#main/storage/vault';
import type { Connections } from './connections.ts';
import { addressIn } from './draft.ts';
import { type Holder, usersOfLost } from './lost-operator.ts';
import { type Profile, type Profiles, sealedFacts, sendsInClear } from './profiles.ts';
import type { Reveals } from './reveals.ts';
import type { Servers } from './servers.ts';

interface Needs {
  ports: Pick<Ports, 'desktop'>;
  profiles: Profiles;
  vault: Vault;
  servers: Servers;
  connections: Connections;
  reveals: Reveals;
}

interface Asked {
  connectionId: string;
  typed?: string;
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

  /**
   * Gives the operator token another value, and that to every connection of the server that has the former one. In
   * production the name of the connection is `typed`; else Failure 'not-confirmed'.
   */
  async regenerate(
    { connectionId, typed }: Asked,
    server: Writing<'regenerateOperator'>,
    signal: AbortSignal,
  ): Promise<NewOperator> {
    mustBeTyped(this.#needs.profiles.find(connectionId), typed);
    // Read before: what cannot be opened is found out while nothing is changed yet.
    const { cluster } = await this.#needs.servers.known(connectionId, server, signal);
    const holders = await this.#holders(connectionId, cluster);
    const { isFormer, ...created } = await server.write.regenerateOperator(signal);
    const using = holders.filter(({ secret }) => isFormer(secret)).map(({ profile }) => profile);
    return this.#handOver(connectionId, created, using);
  }

  /**
   * The same where no token is at hand that could ask for it, by the recovery port that listens at `address`, after a
   * native question. The connection uses the new value from then on unless its own token works and is another one; so
   * does every connection of the server whose token was the operator's.
   */
  async recover(
    { connectionId, address, typed }: Asked & { address: string },
    server: Writing<'recoverOperator'>,
    signal: AbortSignal,
  ): Promise<NewOperator> {
    const { connections, profiles, ports, servers } = this.#needs;
    const profile = profiles.find(connectionId);
    mustBeTyped(profile, typed);
    const { origin } = new URL(addressIn(address));
    if (origin === sealedFacts(profile).origin)
      throw new Failure({ kind: 'invalid', field: 'address', reason: 'server-itself' });
    const plainHttpAllowed = await connections.mayHaveToken(connectionId);
    if (!(await ports.desktop.ask(recoveryQuestion(profile, origin)))) throw new Failure({ kind: 'declined' });
    // Read before: what cannot be opened is found out while nothing is changed yet.
    const holders = await this.#holders(connectionId, servers.clusterOf(connectionId));
    const using = await usersOfLost(holders, profile, servers, signal);
    const created = await server.write.recoverOperator(origin, signal);
    const allowed = (each: Profile) => (each.id === connectionId ? { ...each, plainHttpAllowed } : each);
    const own = using.some(({ id }) => id === connectionId) ? ('yes' as const) : ('no' as const);
    return this.#handOver(connectionId, { ...created, token: { ...created.token, own } }, using.map(allowed));
  }

  /**
   * Holds the value, then stores it where it is used. Held first: it is told only once, so a full disk must not lose
   * it.
   */
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
  async #holders(connectionId: string, cluster: string | undefined): Promise<Holder[]> {
    const { profiles, servers, vault } = this.#needs;
    const here = sealedFacts(profiles.find(connectionId)).origin;
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

function mustBeTyped({ environment, name }: Profile, typed: string | undefined): void {
  if (environment === 'production' && typed !== name) throw new Failure({ kind: 'not-confirmed', why: 'typed' });
}

function recoveryQuestion({ name, address }: Profile, recoveryPort: string) {
  const inClear = sendsInClear(recoveryPort)
    ? ' The answer comes from another machine without encryption: whoever can read the traffic on the way gets the operator token.'
    : '';
  return {
    title: `Make a new operator token for “${name}”?`,
    detail: `${recoveryPort} is asked for it, and the value that it gives is used at ${new URL(address).origin}: both must be the same server. The value that the operator token has now is dead at once, wherever it is used.${inClear}`,
    confirm: 'Make a new value',
    danger: true,
  };
}
