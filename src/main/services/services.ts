import type { AppFacts } from '#contract/shapes';
import type { Browser } from './browser.ts';
import type { Check } from './check.ts';
import type { Clipboard } from './clipboard.ts';
import type { Connections } from './connections.ts';
import type { FirstSteps } from './first-steps.ts';
import type { Modes } from './modes.ts';
import type { Notes } from './notes.ts';
import type { Preferences } from './preferences.ts';
import type { Reveals } from './reveals.ts';
import type { Samples } from './samples.ts';
import type { Servers } from './servers.ts';
import type { Tokens } from './tokens.ts';

/** What the app itself answers: what it is, and how it is locked. */
export interface Application {
  facts(): AppFacts;
  lock(why: 'idle' | 'system' | 'person'): Promise<void>;
  /** Locks, and drops the tokens too that are kept for this run only. */
  forgetNow(): Promise<void>;
}

/** Every use case, for the handlers. */
export interface Services {
  app: Application;
  browser: Browser;
  check: Check;
  clipboard: Clipboard;
  connections: Connections;
  firstSteps: FirstSteps;
  modes: Modes;
  notes: Notes;
  preferences: Preferences;
  reveals: Reveals;
  samples: Samples;
  servers: Servers;
  tokens: Tokens;
}
