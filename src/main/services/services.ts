import type { AppFacts } from '#contract/shapes';
import type { Log } from '#main/log';
import type { Ports } from '#main/ports';
import type { Redactor } from '#main/redact';
import type { Notice, Notify } from '#main/storage/document';
import { Vault } from '#main/storage/vault';
import { Acceptances } from './acceptances.ts';
import { Application } from './application.ts';
import { Browser } from './browser.ts';
import { Check } from './check.ts';
import { Clipboard } from './clipboard.ts';
import { Confirmations } from './confirmations.ts';
import { Connections } from './connections.ts';
import { Consent } from './consent.ts';
import { Exports } from './exports.ts';
import { Files } from './files.ts';
import { FirstSteps } from './first-steps.ts';
import { Imports } from './imports.ts';
import { Journal } from './journal.ts';
import { Looks } from './looks.ts';
import { Modes } from './modes.ts';
import { Notes } from './notes.ts';
import { forcedReadOnly } from './policy.ts';
import { Operators } from './operators.ts';
import { Preferences } from './preferences.ts';
import { Profiles } from './profiles.ts';
import { Reveals } from './reveals.ts';
import { type RunningSample, Samples } from './samples.ts';
import { Servers } from './servers.ts';
import { SnapshotFiles } from './snapshot-files.ts';
import { Snapshots } from './snapshots.ts';
import { TokenFiles } from './token-files.ts';
import { Tokens } from './tokens.ts';
import { UnderWay } from './under-way.ts';
import { Views } from './views.ts';

/** How the app was started. */
export interface AppOptions {
  version: string;
  platform: AppFacts['platform'];
  /** Started with `--read-only`: no server can be unlocked in this run. */
  readOnlySwitch: boolean;
  /** The machine-wide policy file; it need not exist. */
  policyFile: string;
  /** Starts the sample servers. */
  startSamples: () => Promise<RunningSample[]>;
  /** Opens the samples at start. */
  openSamples: boolean;
}

/** The world that the services act in. */
interface World {
  ports: Ports;
  options: AppOptions;
  redactor: Redactor;
  log: Log;
}

export type Services = ReturnType<typeof buildServices>;

/**
 * Builds every use case, each on what it needs. Reads the app's files; touches neither the network nor the key store.
 */
export function buildServices(world: World) {
  const { ports, options, redactor, log } = world;
  const notices: Notice[] = [];
  const kept = buildKept(world, (notice) => notices.push(notice));
  const { preferences, profiles, notes, vault, readOnly } = kept;
  const modes = new Modes(ports, profiles, readOnly);
  const consent = new Consent(ports.desktop);
  const servers: Servers = new Servers({
    clock: ports.clock,
    profiles,
    vault,
    mayWrite: (id) => modes.unlocked(id),
    onCredentialState: () => connections.tell(),
  });
  const history = buildHistory(world, kept, servers);
  const connections = new Connections({ ...kept, ports, servers, modes, consent, past: history.past });
  const clipboard = new Clipboard(ports, () => preferences.clipboardSeconds(), log);
  const reveals = new Reveals(ports, clipboard, notes, redactor);
  const samples = new Samples({ ports, profiles, vault, connections, start: options.startSamples });
  const known = { ...kept, ...history, ports, servers, confirmations: new Confirmations(ports) };
  const shared = { ...known, connections, reveals, redactor, clipboard, consent, underWay: new UnderWay() };
  const imports = new Imports(shared);
  const facts = { version: options.version, platform: options.platform, readOnly, notices };
  return {
    ...shared,
    imports,
    modes,
    samples,
    app: new Application({ ...shared, facts, imports, modes, samples }),
    browser: new Browser(ports.desktop, profiles),
    check: new Check(shared),
    exports: new Exports(shared),
    firstSteps: new FirstSteps(shared),
    operators: new Operators(shared),
    tokenFiles: new TokenFiles(shared),
    tokens: new Tokens(shared),
  };
}

/** What was seen of servers before; `past` forgets it with a connection. */
function buildHistory({ ports, log }: World, { profiles, looks, views }: Kept, servers: Servers) {
  const snapshots = new Snapshots({ ports, profiles, log, told: (id) => servers.told(id) });
  const snapshotFiles = new SnapshotFiles({ ports, profiles, snapshots });
  const past = {
    remove(connectionId: string): void {
      looks.remove(connectionId);
      snapshots.remove(connectionId);
      views.forget(connectionId);
    },
  };
  return { snapshots, snapshotFiles, past };
}

type Kept = ReturnType<typeof buildKept>;

/** What is kept on this machine, and what its keeper allows. */
function buildKept({ ports, options, redactor }: World, notify: Notify) {
  const readOnly = forcedReadOnly(options.policyFile, options.readOnlySwitch, notify);
  const preferences = new Preferences(ports, notify);
  const profiles = new Profiles(ports, notify);
  const notes = new Notes(ports, notify, profiles);
  const looks = new Looks(ports, notify, profiles);
  const acceptances = new Acceptances(ports, notify, profiles);
  const vault = new Vault(ports, redactor, notify);
  const journal = new Journal(ports, redactor);
  const views = new Views(ports, redactor, notify);
  const files = new Files(ports);
  return { readOnly, preferences, profiles, notes, looks, acceptances, vault, journal, views, files };
}
