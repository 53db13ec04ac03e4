import { z } from 'zod';
import { Action, type Grant } from './grant.ts';
import { Self, Server, type Traits } from './server.ts';
import { type Snapshot, SnapshotFacts } from './snapshot.ts';
import { Completeness, StatedKind, type Token, TokenStatus, TokenStore } from './token.ts';

const FORMAT = 'token-explorer-snapshot';
const VERSION = 1;
/** What looks like a value, wherever it stands: of InfluxDB 3, and 64 bytes in base64 of InfluxDB 2. */
const VALUES = /\bapiv3_[\w-]+|(?<![\w+/=-])[\w+/-]{86}==/g;
/** Under such names other programs keep the value of a token. */
const SECRET_NAME = /^(?:token|secret|password|passwd|hash|hashedToken|credential|api_?key|authorization|value)$/i;
const HARMLESS_VALUES = new Set(['hidden', 'readable']);
const LONGEST_UNREAD = 500;

/** A snapshot as the text of a file: versioned, without a secret: what looks like a value inside a description goes. */
export function exportedSnapshot(
  { facts, server, tokens }: Snapshot,
  { name, exportedAt }: { name: string; exportedAt: number },
): string {
  const head = { format: FORMAT, version: VERSION, exportedAt: new Date(exportedAt).toISOString(), name, facts };
  const lines = tokens.map((token) => JSON.stringify({ ...token, description: clean(token.description) }));
  const { self: _self, ...shown } = server;
  return `${JSON.stringify({ ...head, server: shown }).slice(0, -1)},"tokens":[\n${lines.join(',\n')}\n]}\n`;
}

/** What was read of a file. `secrets` were left out, `unreadable` tokens could not be understood. */
export interface ReadSnapshot extends Snapshot {
  tokens: Token[];
  name: string;
  secrets: number;
  unreadable: number;
}

/**
 * Reads such a file, also an older or newer one with types, kinds and products that this app does not know, and without
 * dates and owners; undefined when it is no snapshot at all. Never takes over what may be a value.
 */
export function readExportedSnapshot(text: string): ReadSnapshot | undefined {
  const outer = Outer.safeParse(parsed(text));
  if (!outer.success) return undefined;
  const tokens: Token[] = [];
  let secrets = 0;
  for (const raw of outer.data.tokens) {
    secrets += secretsIn(raw);
    const token = LooseToken.safeParse(raw);
    if (token.success) tokens.push(tokenOf(token.data));
  }
  const { name, facts: loose, server: given } = outer.data;
  const unreadable = outer.data.tokens.length - tokens.length;
  const facts = { ...loose, firstAt: loose.readAt, readings: 1, tokens: tokens.length };
  const server = serverOf(given, facts);
  return { facts, server, tokens, name, secrets, unreadable };
}

const time = z.number().optional().catch(undefined);
const text = z.string().catch('');
const maybeText = z.string().optional().catch(undefined);

const LooseFacts = z.object({
  readAt: z.number().catch(0),
  completeness: Completeness.catch('unknown'),
  unreadable: z.number().int().catch(0),
  v1: SnapshotFacts.shape.v1.catch('absent'),
  address: text,
  product: text,
  version: text,
  self: Self.omit({ grants: true }).optional().catch(undefined),
});

const Outer = z.object({
  format: z.literal(FORMAT),
  name: text,
  facts: LooseFacts.catch(LooseFacts.parse({})),
  server: z.unknown().optional(),
  tokens: z.array(z.unknown()),
});

const LooseToken = z.object({
  store: TokenStore.catch('api'),
  id: z.string().min(1),
  description: text,
  status: TokenStatus.catch('active'),
  orgId: text,
  orgName: maybeText,
  ownerId: text,
  ownerName: maybeText,
  ownerInactive: z.boolean().optional().catch(undefined),
  kind: StatedKind.optional().catch(undefined),
  grants: z.array(z.unknown()).catch([]),
  exactFirst: z.boolean().optional().catch(undefined),
  remade: z.array(z.string()).optional().catch(undefined),
  unread: z.array(z.string()).optional().catch(undefined),
  createdAt: time,
  changedAt: time,
  expiresAt: time,
  revokedAt: time,
  value: z.enum(['hidden', 'readable']).catch('hidden'),
  username: maybeText,
});

const LooseGrant = z.object({
  action: Action,
  type: z.string(),
  id: maybeText,
  orgId: maybeText,
  name: maybeText,
  orgName: maybeText,
});

/** What is not understood of its rights is kept as text, so that it is not lost to the eye. */
function tokenOf(raw: z.infer<typeof LooseToken>): Token {
  const grants: Grant[] = [];
  const unread = [...(raw.unread ?? [])];
  for (const given of raw.grants) {
    const grant = LooseGrant.safeParse(given);
    if (grant.success) grants.push(grant.data);
    else unread.push(clean(JSON.stringify(given).slice(0, LONGEST_UNREAD)));
  }
  return {
    ...raw,
    description: clean(raw.description),
    grants,
    unread: unread.length > 0 ? unread : undefined,
    own: 'unknown',
  };
}

/** How many fields of a token may hold its value. */
function secretsIn(raw: unknown): number {
  if (typeof raw !== 'object' || raw === null) return 0;
  return Object.entries(raw).filter(
    ([key, value]) => SECRET_NAME.test(key) && typeof value === 'string' && !HARMLESS_VALUES.has(value),
  ).length;
}

function serverOf(given: unknown, { product, version }: SnapshotFacts): Server {
  const known = Server.safeParse(given);
  if (known.success) return known.data;
  return {
    product,
    version,
    readiness: 'ready',
    traits: PLAIN_TRAITS,
    hashing: 'unknown',
    organizations: [],
    resourceTypes: [],
    can: [],
  };
}

/** For a server that says nothing that this app understands. */
const PLAIN_TRAITS: Traits = {
  data: 'buckets',
  organizations: true,
  owners: true,
  label: 'description',
  changes: [],
  changeTimes: true,
  expiry: true,
  end: 'delete',
  offers: [],
  databaseActions: [],
  systemResources: [],
  userFilter: false,
  tool: 'none',
};

function clean(words: string): string {
  return words.replace(VALUES, '[secret]');
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
