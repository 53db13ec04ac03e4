import { Failure } from '#contract/failure';
import type { OpenedSnapshot } from '#contract/history';
import { exportedSnapshot, readExportedSnapshot } from '#domain/snapshot-file';
import type { Token } from '#domain/token';
import type { Ports } from '#main/ports';
import type { Profiles } from './profiles.ts';
import type { Snapshots } from './snapshots.ts';

/** A file larger than this, in bytes, is not read. */
const MAX_BYTES = 200_000_000;
const AT_ONCE = 1000;

interface Needs {
  ports: Pick<Ports, 'clock' | 'desktop'>;
  profiles: Profiles;
  snapshots: Snapshots;
}

/** Snapshots as files that people give each other. */
export class SnapshotFiles {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Saves a snapshot where the person says. SECURITY: what looks like a credential in a text goes. */
  async export(connectionId: string, firstAt: number, signal: AbortSignal): Promise<{ saved: boolean }> {
    const { ports, profiles, snapshots } = this.#needs;
    const { name } = profiles.find(connectionId);
    const tokens: Token[] = [];
    const head = await snapshots.open(connectionId, firstAt, (batch) => tokens.push(...batch), signal);
    const text = exportedSnapshot({ ...head, tokens }, { name, exportedAt: ports.clock.now() });
    const day = new Date(head.facts.readAt).toISOString().slice(0, 10);
    const saved = await ports.desktop.saveFile({
      title: 'Save a snapshot',
      suggestedName: `tokens-${name.replace(/[^\w-]+/g, '-').slice(0, 60)}-${day}.json`,
      text,
    });
    return { saved };
  }

  /** Reads a snapshot that the person chooses; null when they chose none. Failure 'invalid' of field 'snapshot'. */
  async open(push: (tokens: Token[]) => void): Promise<OpenedSnapshot | null> {
    const text = await this.#needs.ports.desktop.chooseFile({
      title: 'Open a snapshot',
      extensions: ['json'],
      maxBytes: MAX_BYTES,
    });
    if (text === undefined) return null;
    const read = readExportedSnapshot(text);
    if (!read) throw new Failure({ kind: 'invalid', field: 'snapshot', reason: 'format' });
    const { tokens, ...opened } = read;
    for (let from = 0; from < tokens.length; from += AT_ONCE) push(tokens.slice(from, from + AT_ONCE));
    return opened;
  }
}
