import { Failure } from '#contract/failure';
import type { Desktop, Question } from '#main/ports';

/** A desktop that shows one dialog at a time: a page that asks for a second one meanwhile gets 'too-many-calls'. */
export class OneQuestion implements Desktop {
  readonly #desktop: Desktop;
  #asking = false;

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
  }

  ask(question: Question): Promise<boolean> {
    return this.#alone(() => this.#desktop.ask(question));
  }

  chooseFile(options: Parameters<Desktop['chooseFile']>[0]): Promise<string | undefined> {
    return this.#alone(() => this.#desktop.chooseFile(options));
  }

  saveFile(options: Parameters<Desktop['saveFile']>[0]): Promise<boolean> {
    return this.#alone(() => this.#desktop.saveFile(options));
  }

  openExternal(url: string): Promise<void> {
    return this.#desktop.openExternal(url);
  }

  readClipboard(): Promise<string> {
    return this.#desktop.readClipboard();
  }

  writeClipboard(text: string, options: { secret: boolean }): Promise<void> {
    return this.#desktop.writeClipboard(text, options);
  }

  async #alone<T>(show: () => Promise<T>): Promise<T> {
    if (this.#asking) throw new Failure({ kind: 'too-many-calls' });
    this.#asking = true;
    try {
      return await show();
    } finally {
      this.#asking = false;
    }
  }
}
