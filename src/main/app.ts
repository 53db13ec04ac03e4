import type { Reply } from '#contract/bridge';
import type { AppFacts } from '#contract/shapes';
import { type Log, openLog } from './log.ts';
import type { Ports } from './ports.ts';
import { Redactor } from './redact.ts';
import { Gate } from './rpc/gate.ts';
import { handlersOf } from './rpc/handlers.ts';
import { Router } from './rpc/router.ts';
import type { StreamPort } from './rpc/stream-port.ts';
import { AppLock } from './services/app-lock.ts';
import { Browser } from './services/browser.ts';
import { Check } from './services/check.ts';
import { Clipboard } from './services/clipboard.ts';
import { Confirmations } from './services/confirmations.ts';
import { Connections } from './services/connections.ts';
import { Consent } from './services/consent.ts';
import { FirstSteps } from './services/first-steps.ts';
import { Journal } from './services/journal.ts';
import { Modes } from './services/modes.ts';
import { Notes } from './services/notes.ts';
import { OneQuestion } from './services/one-question.ts';
import { forcedReadOnly } from './services/policy.ts';
import { Preferences } from './services/preferences.ts';
import { Profiles } from './services/profiles.ts';
import { Reveals } from './services/reveals.ts';
import { type RunningSample, Samples } from './services/samples.ts';
import { Servers } from './services/servers.ts';
import type { Application } from './services/services.ts';
import { Tokens } from './services/tokens.ts';
import type { Notice } from './storage/document.ts';
import { Vault } from './storage/vault.ts';

/** How long quitting waits for the clipboard, in ms. */
const QUIT_PATIENCE = 2000;

/** How the app was started. */
export interface AppOptions {
  version: string;
  platform: AppFacts['platform'];
  /** Started with `--read-only`: no server can be unlocked in this run. */
  readOnlySwitch: boolean;
  /** The machine-wide policy file; it need not exist. */
  policyFile: string;
  /** Starts the sample servers. */
  startSamples(): Promise<RunningSample[]>;
  /** Opens the samples at start. */
  openSamples: boolean;
}

/** The whole app but its window. */
export interface App {
  /** Answers a call; never throws. The caller has checked whose page asks. */
  call(path: string, input: unknown): Promise<Reply<unknown>>;
  /** Answers a stream through the port; never throws. */
  stream(path: string, input: unknown, port: StreamPort): void;
  /** Asks the key store for its state, watches the machine's idleness, opens the samples if asked for. */
  start(): Promise<void>;
  /** Ends unlocked modes, aborts requests, erases reveals, empties the vault, clears the clipboard of what is ours. */
  lock(why: 'idle' | 'system' | 'person'): Promise<void>;
  /** The page is gone (closed, crashed, reloaded): erases what it could ask for, cancels what it had asked for. */
  pageGone(): Promise<void>;
  /** Drops every secret and stops what runs; waits at most 2 s for the clipboard. */
  quit(): Promise<void>;
  log: Log;
}

/** Builds the app on its ports. Reads the app's files; touches neither the network nor the key store. */
export function createApp(ports: Ports, options: AppOptions): App {
  const { clock, folder } = ports;
  const desktop = new OneQuestion(ports.desktop);
  const notices: Notice[] = [];
  const notify = (notice: Notice) => void notices.push(notice);
  const redactor = new Redactor();
  const log = openLog(folder, redactor);
  const readOnly = forcedReadOnly(options.policyFile, options.readOnlySwitch, notify);

  const preferences = new Preferences(ports, notify);
  const profiles = new Profiles(ports, notify);
  const notes = new Notes(ports, notify, profiles);
  const vault = new Vault(ports, redactor, notify);
  const journal = new Journal(ports, redactor);
  const modes = new Modes({ ...ports, desktop }, profiles, readOnly);
  const servers = new Servers({
    clock,
    profiles,
    vault,
    mayWrite: (id) => modes.unlocked(id),
    onCredentialState: () => connections.tell(),
  });
  const clipboard = new Clipboard({ ...ports, desktop }, () => preferences.clipboardSeconds(), log);
  const reveals = new Reveals({ ...ports, desktop }, clipboard, notes, redactor);
  const confirmations = new Confirmations(ports);
  const consent = new Consent(desktop);
  const connections = new Connections({ ports, profiles, vault, servers, modes, notes, consent });
  const samples = new Samples({ ports, profiles, vault, connections, start: options.startSamples });

  const app: Application = {
    facts: () => ({
      version: options.version,
      platform: options.platform,
      keyStore: vault.keyStore,
      readOnly,
      samplesOpen: samples.open,
      notices,
    }),
    async lock(why) {
      router.abortAll();
      servers.closeAll();
      confirmations.clear();
      reveals.closeAll();
      modes.lockAll();
      vault.lock();
      ports.emit({ name: 'locked', why });
      await clipboard.clear();
    },
    async forgetNow() {
      await app.lock('person');
      vault.forget();
      samples.keepTokens();
      connections.tell();
    },
  };

  const handlers = handlersOf({
    app,
    clipboard,
    connections,
    modes,
    notes,
    preferences,
    reveals,
    samples,
    servers,
    browser: new Browser(desktop, profiles),
    check: new Check({ clock, desktop, profiles, vault, servers, consent }),
    firstSteps: new FirstSteps({ ports, profiles, vault, servers, connections, reveals, redactor }),
    tokens: new Tokens({ profiles, servers, reveals, clipboard, confirmations }),
  });
  const router = new Router(handlers, new Gate({ modes, servers, profiles, vault, journal, log }), clock, log);
  const appLock = new AppLock(ports, (why) => void app.lock(why));

  return {
    log,
    call: (path, input) => router.call(path, input),
    stream: (path, input, port) => void router.stream(path, input, port),
    lock: app.lock,
    async start() {
      await vault.start();
      appLock.start();
      if (options.openSamples) await samples.start();
    },
    async pageGone() {
      router.abortAll();
      reveals.closeAll();
      confirmations.clear();
      await clipboard.clear();
    },
    async quit() {
      appLock.stop();
      router.abortAll();
      servers.closeAll();
      reveals.closeAll();
      modes.lockAll();
      vault.forget();
      await within(clipboard.clear(), QUIT_PATIENCE, ports);
      await within(
        samples.stop().then(() => {}),
        QUIT_PATIENCE,
        ports,
      );
    },
  };
}

/** Waits for something, but not longer than `ms`. */
async function within(done: Promise<void>, ms: number, { clock }: Pick<Ports, 'clock'>): Promise<void> {
  let stop = () => {};
  const late = new Promise<void>((resolve) => {
    stop = clock.after(ms, resolve);
  });
  await Promise.race([done, late]);
  stop();
}
