import { Failure } from '#contract/failure';
import type { Connection } from '#domain/connection';
import { allAccessGrants } from '#domain/grants-for';
import type { Organization } from '#domain/resource';
import type { Server, SetUpInput } from '#domain/server';
import type { Ports } from '#main/ports';
import type { Created, Writing } from '#main/providers/provider';
import type { Redactor } from '#main/redact';
import { Secret } from '#main/secret';
import type { Vault } from '#main/storage/vault';
import type { Connections } from './connections.ts';
import { Parts } from './parts.ts';
import { type Profiles, sealedFacts } from './profiles.ts';
import type { Reveals } from './reveals.ts';
import type { Servers } from './servers.ts';

interface Needs {
  ports: Pick<Ports, 'random'>;
  profiles: Profiles;
  vault: Vault;
  servers: Servers;
  connections: Connections;
  reveals: Reveals;
  redactor: Redactor;
}

type Creating = Writing<'createToken'>;

/** Setting a server up, and leaving its operator token behind for tokens that can do less. */
export class FirstSteps {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Sets a server up; its operator token becomes the connection's and is shown once under `revealId`. */
  async setUp(
    connectionId: string,
    input: SetUpInput,
    server: Writing<'setUp'>,
    signal: AbortSignal,
  ): Promise<{ organization: Organization; revealId: string }> {
    const { connections, profiles, reveals, redactor } = this.#needs;
    const plainHttpAllowed = await connections.mayHaveToken(connectionId);
    const password = new Secret(input.password);
    redactor.know(password);
    try {
      const { token, secret, organization, bucket } = await server.write.setUp(input, signal);
      const { address } = profiles.find(connectionId);
      // Held before it is stored: the value is told only once, so a full disk must not lose it.
      const revealId = reveals.hold({
        secret,
        connectionId,
        token,
        address,
        orgName: organization.name,
        description: token.description,
        readBucket: bucket.name,
        writeBucket: bucket.name,
      });
      await connections.switchToken(connectionId, secret, { ownTokenId: token.id, plainHttpAllowed });
      return { organization, revealId };
    } finally {
      redactor.forget(password);
    }
  }

  /**
   * Makes an all-access token for each organization. The present connection switches to the first one's; the others get
   * connections of their own after it. Until then the present token makes them all, so the present connection switches
   * last. With `keepOperator` the present token stays in a connection named after it, else this machine forgets it.
   * Failure 'part-done' when something was made before it failed; the present connection then is as it was.
   */
  async narrow(
    connectionId: string,
    orgIds: string[],
    keepOperator: boolean,
    server: Creating,
    signal: AbortSignal,
  ): Promise<{ connection: Connection; orgId: string }[]> {
    const known = await this.#needs.servers.known(connectionId, server, signal);
    const [first = '', ...others] = new Set(orgIds);
    const parts = new Parts([...others, first].map((id) => ({ id, name: nameOf(id, known) })));
    const make = (orgId: string) => () => this.#allAccess(orgId, known, server, signal);

    const made: { connection: Connection; orgId: string }[] = [];
    let last = connectionId;
    for (const orgId of others) {
      const connection = await parts.run(orgId, make(orgId), (created) =>
        this.#insert(connectionId, created, nameOf(orgId, known), last),
      );
      made.push({ connection, orgId });
      last = connection.id;
    }
    const connection = await parts.run(first, make(first), (created) =>
      keepOperator ? this.#switchBeside(connectionId, created, last) : this.#switch(connectionId, created),
    );
    return [{ connection, orgId: first }, ...made];
  }

  async #allAccess(
    orgId: string,
    { self, resourceTypes }: Server,
    server: Creating,
    signal: AbortSignal,
  ): Promise<Created> {
    if (self?.userId === undefined) throw new Failure({ kind: 'not-able', what: 'createToken' });
    const grants = allAccessGrants({ orgId, ownerId: self.userId, types: resourceTypes });
    return server.write.createToken(
      { orgId, description: 'Token Explorer: all access', status: 'active', grants },
      signal,
    );
  }

  async #insert(connectionId: string, { token, secret }: Created, orgName: string, after: string): Promise<Connection> {
    const { connections, profiles, ports } = this.#needs;
    const present = profiles.find(connectionId);
    const profile = { ...present, id: ports.random(), name: `${present.name} · ${orgName}`, ownTokenId: token.id };
    return connections.insert(profile, secret, after);
  }

  async #switch(connectionId: string, { token, secret }: Created): Promise<Connection> {
    const { connections, profiles } = this.#needs;
    const { plainHttpAllowed } = profiles.find(connectionId);
    return connections.switchToken(connectionId, secret, { ownTokenId: token.id, plainHttpAllowed });
  }

  /**
   * Switches, with a connection beside it that keeps the present token; without the switch that one is not left over.
   */
  async #switchBeside(connectionId: string, created: Created, after: string): Promise<Connection> {
    const { connections, profiles, ports, vault } = this.#needs;
    const present = profiles.find(connectionId);
    const secret = await vault.fetch(sealedFacts(present));
    const beside = { ...present, id: ports.random(), name: `${present.name} (operator)` };
    await connections.insert(beside, secret, after);
    try {
      return await this.#switch(connectionId, created);
    } catch (thrown) {
      connections.remove(beside.id);
      throw thrown;
    }
  }
}

function nameOf(orgId: string, { organizations }: Server): string {
  return organizations.find(({ id }) => id === orgId)?.name ?? orgId;
}
