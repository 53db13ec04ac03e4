import { z } from 'zod';
import { Acceptance } from '#domain/findings/acceptance';
import type { Ports } from '#main/ports';
import { Document, type Notify } from '#main/storage/document';
import type { Profiles } from './profiles.ts';

const Stored = z.object({ acceptances: z.record(z.string(), z.array(Acceptance)) });
type ByConnection = z.infer<typeof Stored>['acceptances'];

/** Which findings a person accepted, and why: on this machine alone. Those of samples are not stored. */
export class Acceptances {
  readonly #clock: Ports['clock'];
  readonly #document: Document<z.infer<typeof Stored>>;
  readonly #profiles: Profiles;
  #ofSamples: ByConnection = {};

  constructor(ports: Pick<Ports, 'clock' | 'folder' | 'openStore'>, notify: Notify, profiles: Profiles) {
    const initial = { acceptances: {} };
    const shape = { file: 'acceptances.json', version: 1, content: Stored, initial, migrations: {} };
    this.#document = new Document(shape, ports, notify);
    this.#clock = ports.clock;
    this.#profiles = profiles;
  }

  /** What is accepted of one connection, in the order in which it was. */
  list(connectionId: string): Acceptance[] {
    this.#profiles.find(connectionId);
    return [...ofConnection(this.#all(connectionId), connectionId)];
  }

  /** Accepts a finding with its facts of now; a former acceptance of it gives way. Answers all. */
  accept(connectionId: string, accepted: Omit<Acceptance, 'at'>): Acceptance[] {
    const others = this.list(connectionId).filter(({ key }) => key !== accepted.key);
    return this.#put(connectionId, [...others, { ...accepted, at: this.#clock.now() }]);
  }

  /** Takes an acceptance back. Answers the rest. */
  withdraw(connectionId: string, key: string): Acceptance[] {
    return this.#put(
      connectionId,
      this.list(connectionId).filter((each) => each.key !== key),
    );
  }

  /** Removes everything of a connection. */
  removeAll(connectionId: string): void {
    const { [connectionId]: former, ...others } = this.#all(connectionId);
    if (former) this.#store(connectionId, others);
  }

  #put(connectionId: string, acceptances: Acceptance[]): Acceptance[] {
    this.#store(connectionId, { ...this.#all(connectionId), [connectionId]: acceptances });
    return acceptances;
  }

  #all(connectionId: string): ByConnection {
    return this.#profiles.isSample(connectionId) ? this.#ofSamples : this.#document.value.acceptances;
  }

  #store(connectionId: string, acceptances: ByConnection): void {
    if (this.#profiles.isSample(connectionId)) this.#ofSamples = acceptances;
    else this.#document.writeWithoutTrace({ acceptances });
  }
}

function ofConnection(all: ByConnection, connectionId: string): readonly Acceptance[] {
  return Object.hasOwn(all, connectionId) ? (all[connectionId] ?? []) : [];
}
