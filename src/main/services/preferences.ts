import { Settings } from '#contract/shapes';
import type { Ports } from '#main/ports';
import { Document, type Notify } from '#main/storage/document';

const INITIAL: Settings = {
  theme: 'system',
  clipboardSeconds: 30,
  layout: { railWidth: 216, railCollapsed: false, inspectorWidth: 320, columns: {} },
};

/** What a person set, on this machine. */
export class Preferences {
  readonly #document: Document<Settings>;

  constructor(ports: Pick<Ports, 'clock' | 'folder' | 'openStore'>, notify: Notify) {
    const shape = { file: 'settings.json', version: 1, content: Settings, initial: INITIAL, migrations: {} };
    this.#document = new Document(shape, ports, notify);
  }

  get(): Settings {
    return this.#document.value;
  }

  /** How long a copied secret stays in the clipboard: 10 to 120 s, whatever the file says. */
  clipboardSeconds(): number {
    return Math.min(120, Math.max(10, this.get().clipboardSeconds));
  }

  /** Changes some of the settings; answers all. */
  set(change: Partial<Settings>): Settings {
    this.#document.write({ ...this.#document.value, ...change });
    return this.get();
  }
}
