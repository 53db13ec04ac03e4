import { Failure, factsOf } from '#contract/failure';
import type { FoundSource, ImportChoice, ImportDone, ImportPreview } from '#contract/import-shapes';
import type { ImportSource } from '#domain/import';
import { MAX_IMPORT_BYTES, type ImportEntry } from '#main/import/entry';
import { readExport, type ReadExport } from '#main/import/export';
import { findSources } from '#main/import/finder';
import { standings } from '#main/import/preview';
import { readSource, sourceOf } from '#main/import/read';
import { readEnvironment } from '#main/import/variables';
import type { Ports } from '#main/ports';
import type { Redactor } from '#main/redact';
import { Secret } from '#main/secret';
import type { Vault } from '#main/storage/vault';
import type { Connections } from './connections.ts';
import { addedDraft, updatedDraft } from './import-draft.ts';
import { rowsOf, savedFor } from './import-rows.ts';
import type { Profiles } from './profiles.ts';

/** How long what was read is kept without being asked for, in ms. */
const PATIENCE = 10 * 60_000;

/** What was read of a source, until its dialog is left. */
interface Held {
  source: ImportSource;
  file?: string;
  read: ReadExport;
  stop: () => void;
}

interface Needs {
  ports: Pick<Ports, 'clock' | 'desktop' | 'machine' | 'random'>;
  profiles: Profiles;
  vault: Vault;
  connections: Connections;
  redactor: Redactor;
}

/**
 * Servers that people have in other places. What was read is held here, with its tokens; the page sees none of them.
 */
export class Imports {
  readonly #needs: Needs;
  readonly #held = new Map<string, Held>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** What other tools keep on this machine. Reads nothing of it. */
  found(): Promise<FoundSource[]> {
    return findSources(this.#needs.ports.machine);
  }

  /** Reads a source that was found, or a file that the person chooses now; null when they chose none. */
  async open(foundId?: string): Promise<ImportPreview | null> {
    const opened = foundId === undefined ? await this.#chosen() : await this.#foundWith(foundId);
    if (!opened) return null;
    const importId = this.#needs.ports.random();
    this.#hold(importId, opened);
    return this.#preview(importId);
  }

  /** Opens the tokens of a sealed export. Failure 'invalid' of field 'passphrase' when they do not open. */
  async unseal(importId: string, passphrase: string): Promise<ImportPreview> {
    const { source, file, read } = this.#touch(importId);
    if (read.unseal) {
      const unsealed = await read.unseal(passphrase);
      this.#touch(importId);
      this.#hold(importId, { source, file, read: unsealed });
    }
    return this.#preview(importId);
  }

  /**
   * Saves the chosen rows, one after the other: one that fails keeps no other one back, and what became of each is
   * always told. Failure 'bad-request', before anything is saved, for a row that is not there. New servers are
   * read-only.
   */
  async apply(importId: string, choices: readonly ImportChoice[], environment: string): Promise<ImportDone[]> {
    const held = this.#touch(importId);
    const chosen = choices.map((choice) => ({ ...choice, entry: entryIn(held.read, choice.id) }));
    // A person may take their time for what is asked of them meanwhile.
    held.stop();
    const done: ImportDone[] = [];
    for (const each of chosen) done.push(await this.#save(importId, each, environment));
    if (this.#held.has(importId)) this.#touch(importId);
    return done;
  }

  /** Forgets what was read. */
  close(importId: string): void {
    const held = this.#held.get(importId);
    if (!held) return;
    held.stop();
    this.#held.delete(importId);
    for (const secret of secretsOf(held.read)) this.#needs.redactor.forget(secret);
  }

  closeAll(): void {
    for (const importId of [...this.#held.keys()]) this.close(importId);
  }

  async #chosen(): Promise<Omit<Held, 'stop'> | undefined> {
    const text = await this.#needs.ports.desktop.chooseFile({
      title: 'Choose a file to import',
      extensions: ['toml', 'json', 'env', 'txt'],
      maxBytes: MAX_IMPORT_BYTES,
    });
    if (text === undefined) return undefined;
    const source = sourceOf(text);
    return { source, read: source === 'export' ? readExport(text) : readSource(source, text) };
  }

  async #foundWith(foundId: string): Promise<Omit<Held, 'stop'>> {
    const { machine } = this.#needs.ports;
    const found = (await findSources(machine)).find(({ id }) => id === foundId);
    if (!found) throw new Failure({ kind: 'gone', what: 'file' });
    const { source, file } = found;
    if (file === undefined) return { source, read: readEnvironment(machine.env) };
    return { source, file, read: readSource(source, await machine.read(file, MAX_IMPORT_BYTES)) };
  }

  #hold(importId: string, held: Omit<Held, 'stop'>): void {
    this.close(importId);
    for (const secret of secretsOf(held.read)) this.#needs.redactor.know(secret);
    this.#held.set(importId, { ...held, stop: () => {} });
    this.#touch(importId);
  }

  #touch(importId: string): Held {
    const held = this.#held.get(importId);
    if (!held) throw new Failure({ kind: 'no-such-import' });
    held.stop();
    held.stop = this.#needs.ports.clock.after(PATIENCE, () => this.close(importId));
    return held;
  }

  async #preview(importId: string): Promise<ImportPreview> {
    const { source, file, read } = this.#touch(importId);
    const rows = rowsOf(read.entries, await savedFor(read.entries, this.#needs));
    return { importId, source, file, sealed: read.unseal !== undefined, rows, problems: read.problems };
  }

  async #save(importId: string, { id, action, entry }: Chosen, environment: string): Promise<ImportDone> {
    const { connections } = this.#needs;
    try {
      // SECURITY: what was put away meanwhile, since the app was locked, is saved no more.
      if (!this.#held.has(importId)) throw new Failure({ kind: 'no-such-import' });
      // A copy: the vault forgets its own in its own time.
      const secret = entry.credential && new Secret(entry.credential.reveal());
      if (action === 'add') {
        const { id: connectionId } = await connections.addWith(addedDraft(entry, environment), secret);
        return { id, done: 'added', connectionId };
      }
      return { id, done: 'updated', connectionId: await this.#update(entry, secret) };
    } catch (thrown) {
      return { id, done: 'failed', failure: factsOf(thrown) };
    }
  }

  /** Changes the connection that an entry leads to now, in what the entry says otherwise; answers its id. */
  async #update(entry: ImportEntry, secret: Secret | undefined): Promise<string> {
    const { connections, profiles } = this.#needs;
    const [standing] = standings([entry], await savedFor([entry], this.#needs));
    if (!standing || standing.state === 'new') throw new Failure({ kind: 'no-such-connection' });
    const saved = profiles.find(standing.connectionId);
    const fields = standing.state === 'different' ? standing.fields : [];
    const token = fields.includes('token') ? secret : undefined;
    await connections.updateWith(saved.id, updatedDraft(entry, saved, fields), token);
    return saved.id;
  }
}

/** A choice with what it chooses. */
type Chosen = ImportChoice & { entry: ImportEntry };

function entryIn({ entries }: ReadExport, id: string): ImportEntry {
  const entry = /^\d+$/.test(id) ? entries[Number(id)] : undefined;
  if (!entry) throw new Failure({ kind: 'bad-request', where: 'choices' });
  return entry;
}

const secretsOf = ({ entries }: ReadExport): Secret[] =>
  entries.flatMap(({ credential }) => (credential ? [credential] : []));
