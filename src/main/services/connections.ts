import { Failure } from '#contract/failure';
import type { Connection, ConnectionDraft } from '#domain/connection';
import type { Ports } from '#main/ports';
import type { Secret } from '#main/secret';
import type { Vault } from '#main/storage/vault';
import type { Acceptances } from './acceptances.ts';
import type { Consent } from './consent.ts';
import { profileFrom, sameOrigin, secretIn } from './draft.ts';
import type { Modes } from './modes.ts';
import type { Notes } from './notes.ts';
import { type Profile, type Profiles, connectionOf, sealedFacts } from './profiles.ts';
import type { Servers } from './servers.ts';

interface Needs {
  ports: Pick<Ports, 'emit' | 'random'>;
  profiles: Profiles;
  vault: Vault;
  servers: Servers;
  modes: Modes;
  notes: Notes;
  acceptances: Acceptances;
  consent: Consent;
  /** What was seen of servers before. */
  past: { remove(connectionId: string): void };
}

/** The saved servers and the tokens that they are used with. */
export class Connections {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  list(): Connection[] {
    const { profiles, vault } = this.#needs;
    return profiles
      .list()
      .map((profile) => connectionOf(profile, vault.state(profile.id), profiles.isSample(profile.id)));
  }

  /** Saves a server, and its token if there is one. Asks first where the token would go in clear text. */
  async add(draft: ConnectionDraft, text: string | undefined): Promise<Connection> {
    return this.addWith(draft, secretIn(text));
  }

  /** The same with a token that main already holds. */
  async addWith(draft: ConnectionDraft, secret: Secret | undefined): Promise<Connection> {
    const { ports, consent } = this.#needs;
    const next = profileFrom(draft, ports.random());
    await consent.linkLocal(next.address);
    const plainHttpAllowed = secret !== undefined && (await consent.inClear({ next }));
    return this.insert({ ...next, plainHttpAllowed }, secret);
  }

  /** Changes a server. A new address erases its token, a new authority or plain http ask first. */
  async update(connectionId: string, draft: ConnectionDraft, text: string | undefined): Promise<Connection> {
    return this.updateWith(connectionId, draft, secretIn(text));
  }

  /** The same with a token that main already holds. */
  async updateWith(connectionId: string, draft: ConnectionDraft, secret: Secret | undefined): Promise<Connection> {
    const { profiles, consent, vault, modes, servers } = this.#needs;
    const former = profiles.find(connectionId);
    const next = profileFrom(draft, connectionId, former);
    const moved = !sameOrigin(former, next);
    if (moved) await consent.linkLocal(next.address);
    const keepsToken = secret === undefined && !moved && vault.state(connectionId) !== 'none';

    if (moved && secret === undefined && vault.state(connectionId) !== 'none')
      await consent.eraseToken({ next, former });
    if (keepsToken) await consent.otherAuthority({ next, former });
    const tokenWillBe = secret !== undefined || keepsToken;
    const plainHttpAllowed = tokenWillBe && (await consent.inClear({ next, former }));

    const profile = { ...next, plainHttpAllowed, ownTokenId: keepsToken ? former.ownTokenId : undefined };
    const kept = secret ?? (keepsToken ? await this.#ifResealed(former, profile) : undefined);
    if (moved) modes.lock(connectionId);
    servers.close(connectionId);
    if (moved) vault.erase(connectionId);
    profiles.replace(profile);
    if (kept) await this.keep(profile, kept);
    vault.close(connectionId);
    return this.#told(connectionId);
  }

  /** Saves a copy of a server with its token, right after it. */
  async duplicate(connectionId: string): Promise<Connection> {
    const { ports, profiles, vault } = this.#needs;
    const former = profiles.find(connectionId);
    const secret = vault.state(connectionId) === 'locked' ? undefined : await vault.fetch(sealedFacts(former));
    const copy = { ...former, id: ports.random(), name: `${former.name} copy` };
    return this.insert(copy, secret, connectionId);
  }

  /** Removes a server with everything that this machine keeps of it: token, notes, past, mode, sockets. */
  remove(connectionId: string): void {
    const { profiles, vault, servers, modes, notes, acceptances, past } = this.#needs;
    profiles.find(connectionId);
    modes.lock(connectionId);
    servers.close(connectionId);
    vault.erase(connectionId);
    notes.removeAll(connectionId);
    past.remove(connectionId);
    acceptances.removeAll(connectionId);
    profiles.remove(connectionId);
    this.tell();
  }

  /** Saves a profile with its token, at the end or right after another one. */
  async insert(profile: Profile, secret: Secret | undefined, after?: string): Promise<Connection> {
    const { profiles, vault } = this.#needs;
    profiles.add(profile, after);
    try {
      if (secret) await this.keep(profile, secret);
    } catch (thrown) {
      profiles.remove(profile.id);
      throw thrown;
    }
    vault.close(profile.id);
    return this.#told(profile.id);
  }

  /** Asks whether a token may go in clear text to a connection that has had none, where it would. */
  async mayHaveToken(connectionId: string): Promise<boolean> {
    const profile = this.#needs.profiles.find(connectionId);
    return this.#needs.consent.inClear({ next: profile, former: profile });
  }

  /** Gives a connection that is saved another token, made by this app, and remembers its id. */
  async switchToken(
    connectionId: string,
    secret: Secret,
    made: Pick<Profile, 'ownTokenId' | 'plainHttpAllowed'>,
  ): Promise<Connection> {
    const { profiles, servers } = this.#needs;
    const profile = { ...profiles.find(connectionId), ...made };
    await this.keep(profile, secret);
    servers.close(connectionId);
    profiles.replace(profile);
    return this.#told(connectionId);
  }

  /** Tells the page what the connections are now. */
  tell(): void {
    this.#needs.ports.emit({ name: 'connections', connections: this.list() });
  }

  /** Keeps a token: sealed, but for a sample's, which is never stored. */
  async keep(profile: Profile, secret: Secret): Promise<void> {
    const { profiles, vault } = this.#needs;
    if (profiles.isSample(profile.id)) vault.keepForThisRun(profile.id, secret);
    else await vault.keep(sealedFacts(profile), secret);
  }

  /** The stored token, if what stands beside it in its seal changes, so that it must be sealed anew. */
  async #ifResealed(former: Profile, next: Profile): Promise<Secret | undefined> {
    const same = JSON.stringify(sealedFacts(former)) === JSON.stringify(sealedFacts(next));
    return same ? undefined : this.#needs.vault.fetch(sealedFacts(former));
  }

  #told(connectionId: string): Connection {
    this.tell();
    const connection = this.list().find(({ id }) => id === connectionId);
    if (!connection) throw new Failure({ kind: 'no-such-connection' });
    return connection;
  }
}
