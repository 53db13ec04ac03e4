import { z } from 'zod';
import { Failure } from '#contract/failure';
import { parseAddress } from '#domain/address';
import { Colour, type Connection, ConnectionId } from '#domain/connection';
import type { Ports } from '#main/ports';
import { Document, type Notify } from '#main/storage/document';
import type { SealedFacts } from '#main/storage/seal';

/**
 * A saved server as main knows it: what a person entered, without the token. `ca` is PEM text; `ownTokenId`
 * the id of its token, where this app made that.
 */
export const Profile = z.object({
  id: ConnectionId,
  name: z.string(),
  address: z.string(),
  environment: z.string(),
  colour: Colour.optional(),
  note: z.string(),
  ca: z.string().optional(),
  caSubject: z.string().optional(),
  plainHttpAllowed: z.boolean(),
  ownTokenId: z.string().optional(),
  accountId: z.string().optional(),
  clusterId: z.string().optional(),
});
export type Profile = z.infer<typeof Profile>;

const Stored = z.object({ profiles: z.array(Profile) });

/** The saved servers in the order that a person sees; those of sample servers stand last and are never stored. */
export class Profiles {
  readonly #document: Document<z.infer<typeof Stored>>;
  #samples: Profile[] = [];

  constructor(ports: Pick<Ports, 'clock' | 'folder' | 'openStore'>, notify: Notify) {
    const shape = { file: 'connections.json', version: 1, content: Stored, initial: { profiles: [] }, migrations: {} };
    this.#document = new Document(shape, ports, notify);
  }

  list(): Profile[] {
    return [...this.#document.value.profiles, ...this.#samples];
  }

  /** The profile with this id; Failure 'no-such-connection' without one. */
  find(id: string): Profile {
    const profile = this.list().find((candidate) => candidate.id === id);
    if (!profile) throw new Failure({ kind: 'no-such-connection' });
    return profile;
  }

  isSample(id: string): boolean {
    return this.#samples.some((profile) => profile.id === id);
  }

  /** Adds a profile at the end, or right after another one and of its kind (a sample's copy is a sample). */
  add(profile: Profile, after?: string): void {
    this.#put(after !== undefined && this.isSample(after), (profiles) => {
      const place = profiles.findIndex((candidate) => candidate.id === after);
      return profiles.toSpliced(place === -1 ? profiles.length : place + 1, 0, profile);
    });
  }

  /** Puts a profile in the place of the one with its id. */
  replace(profile: Profile): void {
    this.#put(this.isSample(profile.id), (profiles) =>
      profiles.map((candidate) => (candidate.id === profile.id ? profile : candidate)),
    );
  }

  remove(id: string): void {
    if (this.isSample(id)) this.#samples = this.#samples.filter((profile) => profile.id !== id);
    else
      this.#document.writeWithoutTrace({
        profiles: this.#document.value.profiles.filter((profile) => profile.id !== id),
      });
  }

  setSamples(profiles: Profile[]): void {
    this.#samples = profiles;
  }

  #put(sample: boolean, change: (profiles: Profile[]) => Profile[]): void {
    if (sample) this.#samples = change(this.#samples);
    else this.#document.write({ profiles: change(this.#document.value.profiles) });
  }
}

/** What of a profile is sealed together with its token. */
export function sealedFacts({ id, address, ca, plainHttpAllowed, environment, ownTokenId }: Profile): SealedFacts {
  return { connectionId: id, origin: new URL(address).origin, ca, plainHttpAllowed, environment, tokenId: ownTokenId };
}

/** Does this address send a token in clear text to another machine? */
export function sendsInClear(address: string): boolean {
  const parsed = parseAddress(address);
  return 'problem' in parsed || (parsed.plainHttp && !parsed.loopback);
}

/** A profile as the views know it. */
export function connectionOf(profile: Profile, credential: Connection['credential'], sample: boolean): Connection {
  const { id, name, address, environment, colour, note, caSubject, accountId, clusterId } = profile;
  return {
    id,
    name,
    address,
    environment,
    colour,
    note,
    caSubject,
    accountId,
    clusterId,
    sample,
    credential,
    plainHttp: sendsInClear(address),
  };
}
