import { z } from 'zod';
import { ConnectionId } from '#domain/connection';
import { Server } from '#domain/server';
import { Token } from '#domain/token';
import { FailureFacts } from './failure.ts';

/** One step of the connect sequence. `value` is a short fact (a version, a name), `failure` why it did not go well. */
export const Step = z.object({
  name: z.enum([
    'reach',
    'encryption',
    'product',
    'set-up',
    'credential',
    'tokens',
    'organizations',
    'configuration',
    'types',
  ]),
  outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
  value: z.string().optional(),
  failure: FailureFacts.optional(),
});
export type Step = z.infer<typeof Step>;

/** What is told while a server is connected: a step that ended, or what the server is as far as is known by then. */
export const ConnectNews = z.union([z.object({ step: Step }), z.object({ server: Server })]);
export type ConnectNews = z.infer<typeof ConnectNews>;

/** A connection in admin mode; `until` in ms since 1970. Connections that are not listed are read-only. */
export const Mode = z.object({ connectionId: ConnectionId, until: z.number() });
export type Mode = z.infer<typeof Mode>;

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** How a person arranged the window: widths in px, and which columns of which table are shown. */
export const Layout = z.object({
  railWidth: z.number(),
  railCollapsed: z.boolean(),
  inspectorWidth: z.number(),
  columns: z.record(z.string().max(100), z.strictObject({ width: z.number().optional(), shown: z.boolean() })),
});

/** What a person set. */
export const Settings = z.object({
  theme: Theme,
  clipboardSeconds: z.number(),
  layout: Layout,
});
export type Settings = z.infer<typeof Settings>;

/**
 * What the app is and how it runs here. `keyStore`: whether tokens can be sealed; `backend` is the system's name for
 * it. `readOnly`: forced for the whole app by a switch or by a policy file. `notices`: things that happened to files at
 * start.
 */
export const AppFacts = z.object({
  version: z.string(),
  platform: z.enum(['linux', 'darwin', 'win32']),
  keyStore: z.object({ available: z.boolean(), backend: z.string() }),
  readOnly: z.enum(['no', 'switch', 'policy']),
  samplesOpen: z.boolean(),
  notices: z.array(
    z.object({
      kind: z.enum([
        'file-recovered',
        'file-reset',
        'file-newer',
        'policy-invalid',
        'key-store-changed',
        'secrets-unreadable',
      ]),
      file: z.string().optional(),
    }),
  ),
});
export type AppFacts = z.infer<typeof AppFacts>;

/** A CA file that a person chose: what stands in it. `expiresAt` in ms since 1970. */
export const CaFile = z.object({
  pem: z.string(),
  subject: z.string(),
  expiresAt: z.number(),
  fingerprint: z.string(),
  certificates: z.number(),
});
export type CaFile = z.infer<typeof CaFile>;

/** An operator token with a new value; the connections that use it now, and those for which it could not be stored. */
export const NewOperator = z.object({
  token: Token,
  revealId: z.string(),
  replaced: z.array(ConnectionId),
  notReplaced: z.array(ConnectionId),
});
export type NewOperator = z.infer<typeof NewOperator>;

/** The longest text that is saved as one file, in characters: 100 MB of plain letters. */
export const MOST_SAVED = 100_000_000;

/** A text that a page made of what it shows, to be saved where the person says. `name` is without the extension. */
export const FileToSave = z.strictObject({
  name: z.string().min(1).max(200),
  extension: z.enum(['csv', 'json', 'jsonl', 'md', 'html', 'svg']),
  text: z.string().max(MOST_SAVED),
});
export type FileToSave = z.infer<typeof FileToSave>;

/** The forms in which a new value can be copied or saved. */
export const RevealFormat = z.enum(['plain', 'env', 'telegraf', 'influx-config', 'curl', 'grafana', 'kubernetes']);
export type RevealFormat = z.infer<typeof RevealFormat>;

/**
 * What a person must confirm before a delete or deactivation. `confirmation` is the nonce for it, valid for 60 s.
 * `type` is the text to type in production. `risks` ask for a second, differently worded step when not empty.
 */
export const ConfirmStep = z.object({
  confirmation: z.string(),
  expiresAt: z.number(),
  type: z.string().optional(),
  risks: z.array(z.enum(['own-token', 'maybe-own-token', 'last-operator', 'last-all-access'])),
  mustRepeat: z.boolean(),
});
export type ConfirmStep = z.infer<typeof ConfirmStep>;

/** The vendor's pages that the app can open; the addresses stand in main. */
export const HelpKey = z.enum([
  'tokens',
  'create-token',
  'update-token',
  'delete-token',
  'use-token',
  'cli-auth-create',
  'cli-auth-list',
  'cli-auth-delete',
  'cli-auth-active',
  'cli-auth-inactive',
  'cli-v1-auth',
  'recovery',
  'setup',
  'hashing',
  'api-authorizations',
  'users',
  'configuration',
  'influxctl-management',
  'influxctl-token',
  'cloud-tokens',
  'cloud-create-token',
  'cloud-delete-token',
  'cloud-api',
  'v3-tokens',
  'v3-admin-token',
  'v3-regenerate',
  'v3-admin-file',
  'v3-database-tokens',
  'v3-database-token',
  'v3-permission-file',
  'v3-explorer',
  'managed-tokens',
  'managed-create-token',
  'managed-update-token',
  'managed-revoke-token',
  'managed-management-tokens',
]);
export type HelpKey = z.infer<typeof HelpKey>;
