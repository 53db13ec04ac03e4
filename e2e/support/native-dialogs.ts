import type { ElectronApplication } from '@playwright/test';

/** A native question as it was asked. */
export interface Asked {
  message: string;
  detail: string;
  buttons: string[];
  type: string;
}

interface Stub {
  asked: Asked[];
  /** Buttons to press for the next questions, in order; then `otherwise`. */
  presses: string[];
  otherwise: string;
  openFile: string | undefined;
  saveFile: string | undefined;
  opened: string[];
}

declare global {
  var nativeStub: Stub;
}

/**
 * Stands in for the person at native dialogs: what main asks is recorded and answered. Until told otherwise every
 * question is answered with Cancel, no file is chosen, and no browser is opened.
 */
export class NativeDialogs {
  constructor(private readonly electron: ElectronApplication) {}

  /** Puts the stand-in in place; done once per start. */
  async take(): Promise<void> {
    await this.electron.evaluate(({ dialog, shell }) => {
      const stub: Stub = {
        asked: [],
        presses: [],
        otherwise: 'Cancel',
        openFile: undefined,
        saveFile: undefined,
        opened: [],
      };
      globalThis.nativeStub = stub;
      const press = (...args: unknown[]) => {
        const options = args.at(-1) as { message?: string; detail?: string; buttons?: string[]; type?: string };
        const buttons = options.buttons ?? [];
        stub.asked.push({
          message: options.message ?? '',
          detail: options.detail ?? '',
          buttons,
          type: options.type ?? '',
        });
        const wanted = stub.presses.shift() ?? stub.otherwise;
        const index = wanted === 'confirm' ? 0 : buttons.indexOf(wanted);
        return Promise.resolve({ response: index, checkboxChecked: false });
      };
      const choose = () =>
        Promise.resolve({
          canceled: stub.openFile === undefined,
          filePaths: stub.openFile === undefined ? [] : [stub.openFile],
        });
      const save = () => Promise.resolve({ canceled: stub.saveFile === undefined, filePath: stub.saveFile ?? '' });
      Object.assign(dialog, { showMessageBox: press, showOpenDialog: choose, showSaveDialog: save });
      Object.assign(shell, { openExternal: (url: string) => Promise.resolve(void stub.opened.push(url)) });
    });
  }

  /** Presses this button at the next question: its text, or `confirm` for the one that goes on. */
  async pressNext(...buttons: string[]): Promise<void> {
    await this.electron.evaluate((_electron, pressed) => {
      globalThis.nativeStub.presses.push(...pressed);
    }, buttons);
  }

  /** Presses this button at every question that nothing else was said for. */
  async pressAlways(button: string): Promise<void> {
    await this.electron.evaluate((_electron, pressed) => {
      globalThis.nativeStub.otherwise = pressed;
    }, button);
  }

  /** Chooses these files when asked for one to read or a place to save. */
  async choose(files: { open?: string; save?: string }): Promise<void> {
    await this.electron.evaluate((_electron, { open, save }) => {
      globalThis.nativeStub.openFile = open;
      globalThis.nativeStub.saveFile = save;
    }, files);
  }

  /** Every question so far, the oldest first. */
  async asked(): Promise<Asked[]> {
    return this.electron.evaluate(() => globalThis.nativeStub.asked);
  }

  /** Every address that a browser was asked to open. */
  async opened(): Promise<string[]> {
    return this.electron.evaluate(() => globalThis.nativeStub.opened);
  }
}
