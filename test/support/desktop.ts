import type { Desktop, Question } from '#main/ports';

/** A desktop whose person answers as told, and that remembers what it was asked to do. */
export class FakeDesktop implements Desktop {
  /** What the person answers to the next questions; true when it is empty. */
  answers: boolean[] = [];
  questions: Question[] = [];
  opened: string[] = [];
  /** How often it was told to quit. */
  quits = 0;
  clipboard = '';
  copied: { text: string; secret: boolean }[] = [];
  saved: { suggestedName: string; text: string }[] = [];
  file: string | undefined;
  /** When set, the clipboard never answers. */
  clipboardHangs = false;

  async ask(question: Question): Promise<boolean> {
    this.questions.push(question);
    return this.answers.shift() ?? true;
  }

  async openExternal(url: string): Promise<void> {
    this.opened.push(url);
  }

  quit(): void {
    this.quits += 1;
  }

  async readClipboard(): Promise<string> {
    return this.clipboardHangs ? new Promise<string>(() => {}) : this.clipboard;
  }

  async writeClipboard(text: string, { secret }: { secret: boolean }): Promise<void> {
    this.copied.push({ text, secret });
    this.clipboard = text;
  }

  async chooseFile(): Promise<string | undefined> {
    return this.file;
  }

  async saveFile({ suggestedName, text }: { suggestedName: string; text: string }): Promise<boolean> {
    this.saved.push({ suggestedName, text });
    return true;
  }
}
