import type { AppEvent } from '#contract/bridge';

/** Milliseconds since 1970 UTC, and timers that a test can wind. `after` answers what ends it. */
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

/**
 * What a native question asks: `detail` is its second paragraph, `confirm` the button that goes on; Cancel is the
 * default.
 */
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
  /** Begins to quit, as from the menu. */
  quit(): void;
  readClipboard(): Promise<string>;
  /** Writes text; `secret` adds the system's marks that keep it out of clipboard histories. */
  writeClipboard(text: string, options: { secret: boolean }): Promise<void>;
  /** Lets a person choose a file to read; its text (at most `maxBytes`), or undefined when they did not. */
  chooseFile(options: { title: string; extensions: string[]; maxBytes: number }): Promise<string | undefined>;
  /** Lets a person choose where to save and writes there, for the owner alone; false when they did not. */
  saveFile(options: { title: string; suggestedName: string; text: string }): Promise<boolean>;
}

/**
 * One JSON object on disk, read and written whole and atomically: an electron-store in the app, its class `conf` in
 * tests. Reading `store` throws when the file does not hold JSON.
 */
export interface ObjectStore {
  readonly path: string;
  store: Record<string, unknown>;
}

/** What the machine says about the person at it. */
export interface Power {
  /** How long nobody has used the machine, in seconds. */
  idleSeconds(): number;
  /** Calls back when the machine suspends or its screen is locked; answers what ends it. */
  onSystemLock(run: () => void): () => void;
}

/**
 * The machine, as far as files of other tools are looked for in it. `exists` is true for a regular file only; `read`
 * gives the text of such a file of at most `maxBytes` bytes, or throws a Failure.
 */
export interface Machine {
  homedir: string;
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  exists(file: string): Promise<boolean>;
  read(file: string, maxBytes: number): Promise<string>;
}

export interface Ports {
  clock: Clock;
  keychain: Keychain;
  desktop: Desktop;
  machine: Machine;
  power: Power;
  /** The folder of the app's files; it exists, for its owner alone. */
  folder: string;
  /** Opens the store of a file in `folder`, such as `settings.json`; throws when it exists and does not hold JSON. */
  openStore(fileName: string): ObjectStore;
  emit(event: AppEvent): void;
  /** Random text for ids and nonces: 32 hex digits. */
  random(): string;
}
