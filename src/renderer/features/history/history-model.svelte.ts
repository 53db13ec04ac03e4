import type { Api } from '#api/client';
import { factsOf, type FailureFacts } from '#contract/failure';
import type { OpenedSnapshot } from '#contract/history';
import type { ConnectionId } from '#domain/connection';
import type { Token } from '#domain/token';

/** What is compared: the list as it is now, a snapshot by its first reading, or a file that was opened. */
export type Side = 'now' | 'file' | `${number}`;

/** What a person compares on one server. Tokens of snapshots are read once. */
export class HistoryModel {
  /** Undefined until the person chooses: then it is what they last saw. */
  before: Side | undefined = $state();
  after: Side = $state('now');
  file: { opened: OpenedSnapshot; tokens: readonly Token[] } | undefined = $state.raw();
  failure: FailureFacts | undefined = $state.raw();
  #read: ReadonlyMap<Side, readonly Token[]> = $state.raw(new Map());
  readonly #asked = new Set<Side>();

  constructor(
    private readonly api: Api,
    private readonly connectionId: ConnectionId,
  ) {}

  /** The tokens of a snapshot or of the file, as far as they are here. */
  tokens(side: Side): readonly Token[] | undefined {
    return side === 'file' ? this.file?.tokens : this.#read.get(side);
  }

  /** Reads the tokens of a snapshot, once. */
  async load(side: Side): Promise<void> {
    if (side === 'now' || side === 'file' || this.#asked.has(side)) return;
    this.#asked.add(side);
    const tokens: Token[] = [];
    await this.#attempt(async () => {
      const { api, connectionId } = this;
      await api.history.open({ connectionId, firstAt: Number(side) }, (chunk) => tokens.push(...chunk));
      this.#read = new Map([...this.#read, [side, tokens]]);
    });
  }

  /** Lets the person choose a file of a colleague, and compares it with what is there now. */
  async openFile(): Promise<void> {
    const tokens: Token[] = [];
    await this.#attempt(async () => {
      const opened = await this.api.history.openFile(undefined, (chunk) => tokens.push(...chunk));
      if (!opened) return;
      this.file = { opened, tokens };
      this.before = 'file';
      this.after = 'now';
    });
  }

  /** Saves a snapshot as a file; true when it was. */
  async export(firstAt: number): Promise<boolean> {
    const { api, connectionId } = this;
    let saved = false;
    await this.#attempt(async () => {
      ({ saved } = await api.history.export({ connectionId, firstAt }));
    });
    return saved;
  }

  async #attempt(act: () => Promise<void>): Promise<void> {
    this.failure = undefined;
    try {
      await act();
    } catch (thrown) {
      this.failure = factsOf(thrown);
    }
  }
}
