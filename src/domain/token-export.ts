import { kindWord } from './classify.ts';
import type { FleetRow } from './fleet-row.ts';
import { csvText } from './table-text.ts';

/** How a server was read from which rows are exported. Times in ms since 1970. */
export interface ExportSource {
  readonly name: string;
  readonly address: string;
  readonly environment: string;
  readonly product: string;
  /** Absent when it was never read. */
  readonly readAt?: number;
  /** Whose token it was read with, in words. */
  readonly as: string;
  /** How much of its tokens was seen, or why none was. */
  readonly completeness: string;
}

/** What stands above exported rows. */
export interface ExportHead {
  readonly exportedAt: number;
  /** What was searched and filtered by, as one text. */
  readonly search: string;
  readonly sources: readonly ExportSource[];
}

/** The fields of an exported token, in their order. A value of a token is not among them. */
const FIELDS = [
  'server',
  'address',
  'environment',
  'product',
  'store',
  'id',
  'description',
  'kind',
  'can',
  'owner',
  'organization',
  'status',
  'created',
  'changed',
  'expires',
] as const;
type Exported = Record<(typeof FIELDS)[number], string>;

/**
 * As CSV: lines that say when, as whom and how completely each server was read, then a line of names, then the rows.
 */
export function tokensCsv(head: ExportHead, rows: readonly FleetRow[]): string {
  return csvText([
    ['exported', iso(head.exportedAt)],
    ['search', head.search],
    ...head.sources.map((one) => {
      const { source, address, environment, product, readAt, as, completeness } = sourceOf(one);
      return [
        'source',
        source,
        address,
        environment,
        product,
        `read at ${readAt || 'no time'}`,
        `as ${as}`,
        completeness,
      ];
    }),
    FIELDS,
    ...rows.map((row) => {
      const fields = exported(row);
      return FIELDS.map((name) => fields[name]);
    }),
  ]);
}

/** As one JSON value: `{ exported, search, sources, tokens }`, each token with its grants. */
export function tokensJson(head: ExportHead, rows: readonly FleetRow[]): string {
  return `${JSON.stringify({ ...headOf(head), tokens: rows.map(withGrants) }, null, 2)}\n`;
}

/** As JSON lines: the first one is the head, then one for each token. */
export function tokensJsonLines(head: ExportHead, rows: readonly FleetRow[]): string {
  return [headOf(head), ...rows.map(withGrants)].map((line) => `${JSON.stringify(line)}\n`).join('');
}

function headOf({ exportedAt, search, sources }: ExportHead): object {
  return { exported: iso(exportedAt), search, sources: sources.map(sourceOf) };
}

function sourceOf({ name, readAt, ...rest }: ExportSource): Omit<ExportSource, 'name' | 'readAt'> & {
  source: string;
  readAt: string;
} {
  return { source: name, ...rest, readAt: iso(readAt) };
}

function withGrants(row: FleetRow): Exported & { grants: readonly object[] } {
  const grants = row.row.token.grants.map(({ action, type, id, name, orgId, orgName }) => ({
    action,
    type,
    id,
    name,
    orgId,
    orgName,
  }));
  return { ...exported(row), grants };
}

function exported({ row, at: { connection, product } }: FleetRow): Exported {
  const { token } = row;
  return {
    server: connection.name,
    address: connection.address,
    environment: connection.environment,
    product,
    store: token.store,
    id: token.id,
    description: token.description,
    kind: kindWord(row.kind),
    can: row.canText,
    owner: row.owner,
    organization: row.org,
    status: token.status,
    created: iso(token.createdAt),
    changed: iso(token.changedAt),
    expires: iso(token.expiresAt),
  };
}

/** The furthest moment that a Date can hold, in ms from 1970. */
const LAST_TIME = 8.64e15;

function iso(ms: number | undefined): string {
  return ms === undefined || !(Math.abs(ms) <= LAST_TIME) ? '' : new Date(ms).toISOString();
}
