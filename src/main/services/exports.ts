import { Failure } from '#contract/failure';
import { exportText, type Outgoing } from '#main/import/export';
import { influxctlProfile } from '#main/import/influxctl-snippet';
import type { Ports } from '#main/ports';
import type { Secret } from '#main/secret';
import type { Vault } from '#main/storage/vault';
import { type Profile, type Profiles, sealedFacts } from './profiles.ts';

interface Needs {
  ports: Pick<Ports, 'clock' | 'desktop'>;
  profiles: Profiles;
  vault: Vault;
}

type Product = 'dedicated' | 'clustered' | undefined;

/** The saved servers for other places: files of this app, and profiles of influxctl. */
export class Exports {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /**
   * Saves the connections, but those of samples, where the person says. Their tokens only with a passphrase, sealed by
   * it; Failure 'secret-locked' when one of them cannot be read now.
   */
  async connections(passphrase: string | undefined): Promise<{ saved: boolean; connections: number; tokens: number }> {
    const { ports, profiles } = this.#needs;
    const chosen = profiles.list().filter(({ id }) => !profiles.isSample(id));
    const outgoing: Outgoing[] = [];
    for (const profile of chosen) {
      const credential = passphrase === undefined ? undefined : await this.#token(profile);
      outgoing.push({ ...profile, colour: profile.colour, credential });
    }
    const text = await exportText(outgoing, ports.clock.now(), passphrase);
    const saved = await ports.desktop.saveFile({
      title: 'Export connections',
      suggestedName: 'token-explorer-connections.json',
      text,
    });
    const tokens = outgoing.filter(({ credential }) => credential !== undefined).length;
    return { saved, connections: outgoing.length, tokens };
  }

  /** A profile of influxctl for a connection, without its token. */
  influxctl(connectionId: string, product: Product): { text: string } {
    return { text: influxctlProfile({ ...this.#needs.profiles.find(connectionId), product }) };
  }

  /** Saves that profile where the person says; asks natively before the token is written in clear text. */
  async influxctlFile(connectionId: string, product: Product, withToken: boolean): Promise<{ saved: boolean }> {
    const { desktop } = this.#needs.ports;
    const profile = this.#needs.profiles.find(connectionId);
    const token = withToken ? await this.#token(profile) : undefined;
    if (withToken && !token) throw new Failure({ kind: 'no-credential' });
    if (token && !(await desktop.ask(inClearText(profile.name)))) throw new Failure({ kind: 'declined' });
    const saved = await desktop.saveFile({
      title: 'Save a profile of influxctl',
      suggestedName: 'config.toml',
      text: influxctlProfile({ ...profile, product }, token),
    });
    return { saved };
  }

  #token(profile: Profile): Promise<Secret | undefined> {
    return this.#needs.vault.fetch(sealedFacts(profile));
  }
}

function inClearText(name: string) {
  return {
    title: `Write the token of “${name}” into a file?`,
    detail:
      'It stands there in clear text: whoever can read the file can use the token. A management token is for automation only; people log in with influxctl itself.',
    confirm: 'Write the token',
    danger: true,
  };
}
