import { Failure } from '#contract/failure';
import type { Desktop, Ports, Question } from '#main/ports';

/** The same ports, whose desktop shows one dialog at a time. */
export function withOneQuestion(ports: Ports): Ports {
  const { clock, keychain, machine, power, folder } = ports;
  return {
    clock,
    keychain,
    machine,
    power,
    folder,
    desktop: new OneQuestion(ports.desktop),
    openStore: (fileName) => ports.openStore(fileName),
    emit: (event) => ports.emit(event),
    random: () => ports.random(),
  };
}

/** A desktop that shows one dialog at a time: a page that asks for a second one meanwhile gets 'too-many-calls'. */
class OneQuestion implements Desktop {
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

  quit(): void {
    this.#desktop.quit();
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
