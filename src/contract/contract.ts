import { z } from 'zod';
import { Connection, ConnectionDraft, ConnectionId } from '#domain/connection';
import { Grant } from '#domain/grant';
import { Organization, Resources, User } from '#domain/resource';
import { Answering, ConfigurationLine, Server, SetUpInput } from '#domain/server';
import { NewToken, Token, TokenChange, TokenListEnd, TokenRef } from '#domain/token';
import { local, read, stream, write } from './define.ts';
import { fileMethods } from './file-methods.ts';
import { historyMethods, listed } from './history.ts';
import { findingMethods, settings, views } from './local-methods.ts';
import {
  AppFacts,
  CaFile,
  ConfirmStep,
  ConnectNews,
  HelpKey,
  Mode,
  NewOperator,
  RevealFormat,
  Step,
} from './shapes.ts';

const nothing = z.void();
const on = z.strictObject({ connectionId: ConnectionId });
const onTyped = on.extend({ typed: z.string().max(100_000).optional() });
const oneToken = on.extend({ token: TokenRef.strict() });
const grants = z.array(Grant.strict()).max(10_000);
const revealId = z.string().min(1).max(64);
const secretInput = z.string().max(100_000);
const draft = ConnectionDraft.strict();

/** Every method that a page may call: path, access, what goes in, what comes out. */
export const contract = {
  app: {
    facts: local(nothing, AppFacts),
    openHelp: local(z.strictObject({ key: HelpKey }), nothing),
    copyText: local(z.strictObject({ text: z.string().max(100_000) }), nothing),
    lock: local(nothing, nothing),
    forgetNow: local(nothing, nothing),
    quit: local(nothing, nothing),
  },
  settings,
  samples: {
    open: local(nothing, z.array(Connection)),
    close: local(nothing, z.array(Connection)),
  },
  connections: {
    list: local(nothing, z.array(Connection)),
    /** Who answers there? Sends no credential. An absent CA means the one that `connectionId` has. */
    look: local(
      z.strictObject({
        connectionId: ConnectionId.optional(),
        address: z.string().max(2000),
        ca: z.string().max(1_048_576).nullable().optional(),
      }),
      Answering,
    ),
    chooseCa: local(nothing, CaFile.nullable()),
    /** Runs the connect sequence with what is in the form; an absent token means the stored one of `connectionId`. */
    test: stream(
      'local',
      z.strictObject({ connectionId: ConnectionId.optional(), draft, secret: secretInput.optional() }),
      Step,
      Server.nullable(),
    ),
    add: local(z.strictObject({ draft, secret: secretInput.optional() }), Connection),
    update: local(z.strictObject({ connectionId: ConnectionId, draft, secret: secretInput.optional() }), Connection),
    duplicate: local(on, Connection),
    remove: local(on, nothing),
  },
  ...fileMethods,
  views,
  modes: {
    list: local(nothing, z.array(Mode)),
    /** Asks the person natively; answers the modes as they are then. */
    unlock: local(on, z.array(Mode)),
    lock: local(on, z.array(Mode)),
  },
  server: {
    connect: stream('read', on, ConnectNews, Server),
    configuration: read(on, z.array(ConfigurationLine)),
    resources: read(on, Resources),
    /** The server's own token page, opened in the browser after a native question. */
    openTokenPage: read(on.extend({ orgId: z.string().max(64).optional() }), nothing),
    setUp: write(
      'setUp',
      on.extend({ input: SetUpInput.strict() }),
      z.object({ organization: Organization, revealId }),
    ),
    /** Makes the first token of a server that nobody has claimed; the connection uses it from then on. */
    claim: write('claimOperator', on, NewOperator),
    /**
     * Gives the operator token another value, and that to every connection of the server that has the former one. In
     * production the name of the connection is `typed`.
     */
    regenerate: write('regenerateOperator', onTyped, NewOperator),
    /** The same without any token, by the recovery port that listens at `address`. */
    recover: write('recoverOperator', onTyped.extend({ address: z.string().max(2000) }), NewOperator),
    /** Makes an all-access token for each organization and switches to it; answers the connections that use them. */
    narrow: write(
      'createToken',
      on.extend({ orgIds: z.array(z.string().max(64)).min(1).max(100), keepOperator: z.boolean() }),
      z.array(z.object({ connection: Connection, orgId: z.string() })),
    ),
  },
  users: {
    create: write('createUser', on.extend({ name: z.string().min(1).max(500) }), User),
  },
  tokens: {
    list: stream('read', on, z.array(listed), TokenListEnd),
    /** Those of one user, for which the server is asked by id or name. */
    ofUser: stream('read', on.extend({ user: z.string().min(1).max(500) }), z.array(listed), TokenListEnd),
    get: read(oneToken, Token),
    create: write(
      'createToken',
      on.extend({ wanted: NewToken.extend({ grants }).strict() }),
      z.object({ token: Token, revealId }),
    ),
    update: write(
      'updateToken',
      oneToken.extend({
        change: TokenChange.extend({ grants: grants.optional() }).strict(),
        /** The token as it was when its rights were changed in the form; they are replaced only if it still is so. */
        shown: Token.extend({ grants }).strict().optional(),
        confirmation: z.string().max(64).optional(),
        second: z.boolean().optional(),
      }),
      Token,
    ),
    /** Prepares a delete or deactivation: re-reads the token, says what to confirm, and gives a nonce for 60 s. */
    prepare: read(
      oneToken.extend({ action: z.enum(['delete', 'deactivate']), shown: Token.extend({ grants }).strict() }),
      ConfirmStep,
    ),
    delete: write(
      'deleteToken',
      oneToken.extend({
        confirmation: z.string().max(64),
        typed: z.string().max(100_000).optional(),
        second: z.boolean(),
      }),
      nothing,
    ),
    /** The value that an old server returns, for as long as a person holds the button. */
    look: read(oneToken, z.object({ value: z.string() })),
    copyValue: read(oneToken, z.object({ clearsAt: z.number() })),
  },
  reveal: {
    /** The value of a token just made; only while its dialog is open. */
    look: local(z.strictObject({ revealId }), z.object({ value: z.string() })),
    copy: local(z.strictObject({ revealId, as: RevealFormat }), z.object({ clearsAt: z.number() })),
    save: local(z.strictObject({ revealId, as: RevealFormat }), z.object({ saved: z.boolean() })),
    close: local(z.strictObject({ revealId, note: z.string().max(5000).optional() }), nothing),
  },
  history: historyMethods,
  findings: findingMethods,
  notes: {
    list: local(on, z.record(z.string(), z.string())),
    set: local(oneToken.extend({ note: z.string().max(5000) }), nothing),
  },
} as const;

export type Contract = typeof contract;
