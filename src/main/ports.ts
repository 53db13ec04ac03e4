import type { AppEvent } from '#contract/bridge';

/** Milliseconds since 1970 UTC, and timers that a test can wind. `every` and `after` answer what ends them. */
export interface Clock {
  now(): number;
  after(ms: number, run: () => void): () => void;
}

/** Seals texts with the system's key store. `seal` and `open` throw when the store does not answer. */
export interface Keychain {
  /** What protects here: `available` only when real protection is proven, `backend` the system's name for it. */
  status(): Promise<{ available: boolean; backend: string }>;
  seal(plain: string): Promise<Uint8Array>;
  /** `again`: the store asks for the text to be sealed anew. */
  open(sealed: Uint8Array): Promise<{ plain: string; again: boolean }>;
}

/** What a native question asks: `detail` is its second paragraph, `confirm` the button that goes on; Cancel is the default. */
export interface Question {
  title: string;
  detail: string;
  confirm: string;
  danger: boolean;
}

/** Everything that needs a desktop: native dialogs, clipboard, browser, and where the app's files are. */
export interface Desktop {
  /** Asks natively, so that no page can answer; true when the person confirmed. */
  ask(question: Question): Promise<boolean>;
  openExternal(url: string): Promise<void>;
  readClipboard(): Promise<string>;
  /** Writes text; `secret` adds the system's marks that keep it out of clipboard histories. */
  writeClipboard(text: string, options: { secret: boolean }): Promise<void>;
  /** Lets a person choose a file to read; its text (at most `maxBytes`), or undefined when they did not. */
  chooseFile(options: { title: string; extensions: string[]; maxBytes: number }): Promise<string | undefined>;
  /** Lets a person choose where to save and writes there, for the owner alone; false when they did not. */
  saveFile(options: { title: string; suggestedName: string; text: string }): Promise<boolean>;
}

/** One document of settings on disk: read once at start, written whole and atomically. */
export interface DocumentFile {
  /** The stored text, or undefined when there is none. */
  read(): string | undefined;
  /** Writes the whole text; throws a Failure of kind 'storage'. */
  write(text: string): void;
  /** Moves the file aside as broken, keeping it; answers the name it got. */
  setAside(): string;
}

export interface Ports {
  clock: Clock;
  keychain: Keychain;
  desktop: Desktop;
  /** The folder of the app's files; it exists, for its owner alone. */
  folder: string;
  emit(event: AppEvent): void;
  /** Random text for ids and nonces: 32 hex digits. */
  random(): string;
}
