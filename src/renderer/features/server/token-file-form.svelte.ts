import { type FailureFacts, factsOf } from '#contract/failure';
import type { ConnectionId } from '#domain/connection';
import { TokenFile } from '#domain/token-file';
import type { AppState } from '#state/app.svelte';

/** When the token of a file ends, in days from now. */
export const ENDS = [
  { value: 'never', label: 'Never' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
] as const;

const DAY = 86_400_000;

/** What a person enters for a token file, and its way to a file. */
export class TokenFileForm {
  name = $state('');
  ends = $state<(typeof ENDS)[number]['value']>('never');
  databases = $state('');
  read = $state(true);
  write = $state(false);
  create = $state(false);
  working = $state(false);
  failure = $state.raw<FailureFacts | undefined>();

  constructor(
    private readonly app: AppState,
    private readonly connectionId: ConnectionId,
    private readonly kind: TokenFile['kind'],
  ) {
    if (kind === 'admin') this.name = '_admin';
  }

  /** What is missing; undefined when the file can be made. */
  get reason(): string | undefined {
    if (this.name.trim() === '') return 'Give the token a name.';
    if (this.kind === 'admin') return undefined;
    if (this.#names().length === 0) return 'Name a database at least.';
    if (!this.read && !this.write) return 'Let it read, write or both.';
    const fits = TokenFile.safeParse(this.#file()).success;
    return fits ? undefined : 'Names of databases have no colon, and * for all of them stands alone.';
  }

  /** Has the file made and saved, then opens the dialog that shows the value. `close` goes before that one comes. */
  async save(close: () => void): Promise<void> {
    if (this.working || this.reason) return;
    const { app, connectionId } = this;
    this.working = true;
    this.failure = undefined;
    try {
      const { revealId } = await app.api.exports.tokenFile({ connectionId, wanted: this.#file() });
      if (revealId === undefined) return;
      close();
      const token = { store: 'api' as const, id: 'file', description: this.name.trim() };
      app.route.open({ name: 'secret', connectionId, revealId, token, inFile: true });
    } catch (thrown) {
      this.failure = factsOf(thrown);
    } finally {
      this.working = false;
    }
  }

  #file(): TokenFile {
    const name = this.name.trim();
    const end = this.ends === 'never' ? {} : { expiresAt: this.app.clock.now + Number(this.ends) * DAY };
    if (this.kind === 'admin') return { kind: 'admin', name, ...end };
    const actions = (['read', 'write'] as const).filter((action) => this[action]);
    return { kind: 'database', name, ...end, databases: this.#names(), actions, create: this.create };
  }

  #names(): string[] {
    const names = this.databases.split(',').map((each) => each.trim());
    return [...new Set(names.filter((each) => each !== ''))];
  }
}
