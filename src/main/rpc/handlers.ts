import { changesOf } from '#main/services/journal-reader';
import type { Services } from '#main/services/services';
import type { Handlers } from './calls.ts';

/** What every method of the contract does. A method without a line here does not compile. */
export function handlersOf(services: Services): Handlers {
  return {
    ...ofThisMachine(services),
    ...ofConnections(services),
    ...ofFiles(services),
    ...ofServers(services),
    ...ofTokens(services),
    ...ofHistory(services),
    ...ofFindings(services),
  };
}

function ofThisMachine(services: Services): Pick<Handlers, 'app' | 'settings' | 'samples' | 'views'> {
  const { app, browser, clipboard, ports, preferences, samples, views } = services;
  return {
    app: {
      facts: () => app.facts(),
      openHelp: ({ input }) => browser.openHelp(input.key),
      copyText: ({ input }) => clipboard.copyText(input.text),
      lock: () => app.lock('person'),
      forgetNow: () => app.forgetNow(),
      quit: () => ports.desktop.quit(),
    },
    settings: {
      get: () => preferences.get(),
      setTheme: ({ input }) => preferences.set({ theme: input.theme }),
      setClipboardSeconds: ({ input }) => preferences.set({ clipboardSeconds: input.seconds }),
      setLayout: ({ input }) => preferences.set({ layout: input.layout }),
    },
    views: {
      list: () => views.list(),
      save: ({ input }) => views.save(input),
      remove: ({ input }) => views.remove(input.name),
      place: () => views.place(),
      setPlace: ({ input }) => views.setPlace(input),
    },
    samples: {
      open: () => samples.start(),
      close: () => samples.stop(),
    },
  };
}

function ofConnections({ check, connections, modes }: Services): Pick<Handlers, 'connections' | 'modes'> {
  return {
    connections: {
      list: () => connections.list(),
      look: ({ input, signal }) => check.look(input, signal),
      chooseCa: () => check.chooseCa(),
      test: ({ input, push, signal }) => check.test(input, push, signal),
      add: ({ input }) => connections.add(input.draft, input.secret),
      update: ({ input }) => connections.update(input.connectionId, input.draft, input.secret),
      duplicate: ({ input }) => connections.duplicate(input.connectionId),
      remove: ({ input }) => connections.remove(input.connectionId),
    },
    modes: {
      list: () => modes.list(),
      unlock: ({ input }) => modes.unlock(input.connectionId),
      lock: ({ input }) => modes.lock(input.connectionId),
    },
  };
}

function ofFiles({ exports, files, imports, tokenFiles }: Services): Pick<Handlers, 'imports' | 'exports' | 'files'> {
  return {
    imports: {
      found: () => imports.found(),
      open: ({ input }) => imports.open(input.foundId),
      unseal: ({ input }) => imports.unseal(input.importId, input.passphrase),
      apply: ({ input }) => imports.apply(input.importId, input.choices, input.environment),
      close: ({ input }) => imports.close(input.importId),
    },
    files: {
      save: ({ input }) => files.save(input),
    },
    exports: {
      connections: ({ input }) => exports.connections(input.passphrase),
      influxctl: ({ input }) => exports.influxctl(input.connectionId, input.product),
      influxctlFile: ({ input }) => exports.influxctlFile(input.connectionId, input.product, input.withToken),
      tokenFile: ({ input }) => tokenFiles.save(input.connectionId, input.wanted),
    },
  };
}

function ofServers({
  browser,
  firstSteps,
  operators,
  servers,
  snapshots,
}: Services): Pick<Handlers, 'server' | 'users'> {
  return {
    server: {
      async connect({ input, server, push, signal }) {
        const connected = await servers.connect(input.connectionId, server, push, signal);
        snapshots.met(input.connectionId);
        return connected;
      },
      configuration: ({ server, signal }) => server.read.configuration(signal),
      resources: ({ server, signal }) => server.read.listResources(signal),
      openTokenPage: ({ input, server, signal }) =>
        browser.openTokenPage(input.connectionId, input.orgId, server, signal),
      setUp: ({ input, server, signal }) => firstSteps.setUp(input.connectionId, input.input, server, signal),
      claim: ({ input, server, signal }) => operators.claim(input.connectionId, server, signal),
      regenerate: ({ input, server, signal }) => operators.regenerate(input, server, signal),
      recover: ({ input, server, signal }) => operators.recover(input, server, signal),
      narrow: ({ input, server, signal }) =>
        firstSteps.narrow(input.connectionId, input.orgIds, input.keepOperator, server, signal),
    },
    users: {
      create: ({ input, server, signal }) => server.write.createUser(input.name, signal),
    },
  };
}

function ofTokens({
  notes,
  reveals,
  servers,
  snapshots,
  tokens,
}: Services): Pick<Handlers, 'tokens' | 'reveal' | 'notes'> {
  return {
    tokens: {
      list: ({ input: { connectionId }, server, push, signal }) =>
        snapshots.listing(connectionId, push, (take) => servers.tokens(connectionId, server, take, signal), signal),
      ofUser: ({ input, server, push, signal }) => server.read.listTokensOf(input.user, push, signal),
      get: ({ input, server, signal }) => server.read.getToken(input.token, signal),
      create: ({ input, server, signal }) => tokens.create(input.connectionId, input.wanted, server, signal),
      update: ({ input, server, signal }) =>
        tokens.update(input.connectionId, input.token, input.change, input, server, signal),
      prepare: ({ input, server, signal }) =>
        tokens.prepare(input.connectionId, input.token, input.action, input.shown, server, signal),
      delete: ({ input, server, signal }) => tokens.delete(input.connectionId, input.token, input, server, signal),
      look: ({ input, server, signal }) => tokens.look(input.token, server, signal),
      copyValue: ({ input, server, signal }) => tokens.copyValue(input.token, server, signal),
    },
    reveal: {
      look: ({ input }) => reveals.look(input.revealId),
      copy: ({ input }) => reveals.copy(input.revealId, input.as),
      save: ({ input }) => reveals.save(input.revealId, input.as),
      close: ({ input }) => reveals.close(input.revealId, input.note),
    },
    notes: {
      list: ({ input }) => notes.list(input.connectionId),
      set: ({ input }) => notes.set(input.connectionId, input.token, input.note),
    },
  };
}

function ofHistory({ looks, ports, snapshotFiles, snapshots }: Services): Pick<Handlers, 'history'> {
  return {
    history: {
      list: ({ input }) => snapshots.list(input.connectionId),
      last: ({ input }) => snapshots.last(input.connectionId),
      open: ({ input, push, signal }) => snapshots.open(input.connectionId, input.firstAt, push, signal),
      look: ({ input }) => looks.find(input.connectionId),
      looked: ({ input }) => looks.looked(input.connectionId, input.readAt),
      seen: ({ input }) => looks.seen(input.connectionId),
      journal: ({ input }) => changesOf(ports.folder, input.connectionId),
      export: ({ input, signal }) => snapshotFiles.export(input.connectionId, input.firstAt, signal),
      openFile: ({ push }) => snapshotFiles.open(push),
    },
  };
}

function ofFindings({ acceptances }: Services): Pick<Handlers, 'findings'> {
  return {
    findings: {
      accepted: ({ input }) => acceptances.list(input.connectionId),
      accept: ({ input }) => acceptances.accept(input.connectionId, input.finding),
      withdraw: ({ input }) => acceptances.withdraw(input.connectionId, input.key),
    },
  };
}
