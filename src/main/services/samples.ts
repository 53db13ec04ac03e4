import type { Colour, Connection } from '#domain/connection';
import type { Ports } from '#main/ports';
import { Secret } from '#main/secret';
import type { Vault } from '#main/storage/vault';
import type { Connections } from './connections.ts';
import type { Profiles } from './profiles.ts';

/** A sample server that runs, and how it is shown. `token` is its operator token. */
export interface RunningSample {
  name: string;
  environment: string;
  colour?: Colour;
  note: string;
  address: string;
  token: string;
  close(): Promise<void>;
}

interface Needs {
  ports: Pick<Ports, 'random'>;
  profiles: Profiles;
  vault: Vault;
  connections: Connections;
  start: () => Promise<RunningSample[]>;
}

/** The sample servers: made anew each time, on ports of their own, and never stored. */
export class Samples {
  readonly #needs: Needs;
  #opening: Promise<void> | undefined;
  #running: { id: string; sample: RunningSample }[] = [];

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  get open(): boolean {
    return this.#running.length > 0;
  }

  /** Starts the sample servers, unless they run; answers all connections. */
  async start(): Promise<Connection[]> {
    this.#opening ??= this.open ? Promise.resolve() : this.#start();
    await this.#opening.finally(() => {
      this.#opening = undefined;
    });
    return this.#needs.connections.list();
  }

  /** Stops the sample servers and removes their connections; answers those that are left. */
  async stop(): Promise<Connection[]> {
    const { connections, profiles } = this.#needs;
    for (const { id } of profiles.list().filter((profile) => profiles.isSample(profile.id))) connections.remove(id);
    const running = this.#running;
    this.#running = [];
    await Promise.all(running.map(({ sample }) => sample.close()));
    return connections.list();
  }

  /** Gives the samples' connections their tokens again; these are no person's secrets. */
  keepTokens(): void {
    const { profiles, vault } = this.#needs;
    for (const { id, sample } of this.#running)
      if (profiles.isSample(id)) vault.keepForThisRun(id, new Secret(sample.token));
  }

  async #start(): Promise<void> {
    const { profiles, connections, ports, start } = this.#needs;
    this.#running = (await start()).map((sample) => ({ id: ports.random(), sample }));
    profiles.setSamples(
      this.#running.map(({ id, sample: { name, environment, colour, note, address } }) => ({
        id,
        name,
        environment,
        colour,
        note,
        address,
        plainHttpAllowed: false,
      })),
    );
    this.keepTokens();
    connections.tell();
  }
}
