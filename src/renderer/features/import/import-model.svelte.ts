import type { Api } from '#api/client';
import type { FoundSource, ImportChoice, ImportDone, ImportPreview } from '#contract/import-shapes';
import type { ConnectionId } from '#domain/connection';

/** An import under way: where to read, what stands there, what is to be saved. Tokens stay in main. */
export class ImportModel {
  readonly #api: Api;
  /** What other tools keep on this machine; undefined until that is known. */
  found: FoundSource[] | undefined = $state.raw();
  preview: ImportPreview | undefined = $state.raw();
  /** What to do with which row; rows that are not in it are left out. */
  choices: ReadonlyMap<string, ImportChoice['action']> = $state.raw(new Map());
  done: ImportDone[] | undefined = $state.raw();
  /** For servers whose source names none. */
  environment = $state('production');
  passphrase = $state('');
  busy = $state(false);
  /** What was chosen is being saved: until its outcome is there to be told, nobody leaves. */
  saving = $state(false);
  thrown: { error: unknown; action: string } | undefined = $state.raw();
  #left = false;

  constructor(api: Api) {
    this.#api = api;
  }

  look(): Promise<void> {
    return this.#work('look for files', async () => {
      this.found = await this.#api.imports.found();
    });
  }

  /** Reads a source that was found, or a file that the person chooses. */
  open(foundId?: string): Promise<void> {
    return this.#work('read this', async () => {
      const preview = await this.#api.imports.open({ foundId });
      if (preview && this.#left) this.#close(preview);
      else if (preview) this.#show(preview);
    });
  }

  unseal(): Promise<void> {
    const { preview, passphrase } = this;
    if (!preview) return Promise.resolve();
    return this.#work('open the tokens', async () => {
      const { importId } = preview;
      this.#show(await this.#api.imports.unseal({ importId, passphrase }));
      this.passphrase = '';
    });
  }

  choose(id: string, action: ImportChoice['action'] | undefined): void {
    const choices = new Map(this.choices);
    if (action) choices.set(id, action);
    else choices.delete(id);
    this.choices = choices;
  }

  /** Saves what was chosen; answers the servers that are there then. */
  async apply(): Promise<ConnectionId[]> {
    const { preview, environment, choices } = this;
    if (!preview || this.busy) return [];
    this.saving = true;
    await this.#work('import these servers', async () => {
      this.done = await this.#api.imports.apply({
        importId: preview.importId,
        environment,
        choices: [...choices].map(([id, action]) => ({ id, action })),
      });
    });
    this.saving = false;
    return (this.done ?? []).flatMap(({ connectionId }) => connectionId ?? []);
  }

  /** Back to the sources, unless work is under way; main forgets what was read. */
  back(): void {
    if (this.busy) return;
    this.passphrase = '';
    if (this.preview) this.#close(this.preview);
    this.preview = undefined;
    this.done = undefined;
    this.thrown = undefined;
  }

  /** Makes main forget what was read, and what it is still reading as soon as that is there. */
  leave(): void {
    this.#left = true;
    this.passphrase = '';
    if (this.preview) this.#close(this.preview);
  }

  #close({ importId }: ImportPreview): void {
    // What main no longer holds is forgotten already.
    this.#api.imports.close({ importId }).catch(() => undefined);
  }

  #show(preview: ImportPreview): void {
    this.preview = preview;
    const fresh = preview.rows.filter(({ standing }) => standing === 'new');
    this.choices = new Map(fresh.map(({ id }): [string, ImportChoice['action']] => [id, 'add']));
  }

  async #work(action: string, work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.thrown = undefined;
    try {
      await work();
    } catch (error) {
      this.thrown = { error, action };
    } finally {
      this.busy = false;
    }
  }
}
