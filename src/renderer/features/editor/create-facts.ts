import type { Api } from '#api/client';
import type { Connection } from '#domain/connection';
import type { Organization, Resources, User } from '#domain/resource';
import type { Server } from '#domain/server';
import { showText } from '#domain/show-text';
import type { Token } from '#domain/token';
import type { Page } from '#state/route.svelte';

/** What the create page works with. */
export interface Known {
  api: Api;
  connectionId: string;
  server: Server | undefined;
  resources: Resources | undefined;
  /** The organization that the person works in, by id; acting in another one asks first. */
  narrowedTo: string | undefined;
  cloneOf: Token | undefined;
  /** The token whose rights are changed, in the place of making one. */
  editOf: Token | undefined;
  /** Told of a user that was made on the way. */
  onuser: (user: User) => void;
}

/** Clocks of servers are not ours, and some keep whole seconds only. */
const CLOSE_MS = 120_000;

/** Is this another end of a token than was asked for? */
export function isOther(kept: number | undefined, wanted: number | undefined): boolean {
  if (kept === undefined || wanted === undefined) return kept !== wanted;
  return Math.abs(kept - wanted) > CLOSE_MS;
}

/** The organizations that are known of a server, by name. */
export function mergedOrganizations(server: Server | undefined, resources: Resources | undefined): Organization[] {
  const known = new Map(
    [...(server?.organizations ?? []), ...(resources?.organizations ?? [])].map((each) => [each.id, each]),
  );
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/** What the page is for. */
export function titleOf({ cloneOf, editOf, replaces }: Extract<Page, { name: 'create' }>): string {
  const name = ({ description }: Token) => showText(description || 'a token without a description', 80);
  if (editOf) return `Change the rights of ${name(editOf)}`;
  return cloneOf && replaces ? `Replace ${name(cloneOf)}` : 'Create a token';
}

/** How the page names a connection. */
export function nameOf(connections: readonly Connection[] | undefined, id: string): string {
  return connections?.find((each) => each.id === id)?.name ?? 'this server';
}

/**
 * The organization that an operator's connection works in: the one that its list is narrowed to, or else its own
 * token's.
 */
export function workedIn(
  narrowedTo: string | undefined,
  server: Server | undefined,
  resources: Resources | undefined,
): string | undefined {
  const organizations = [...(server?.organizations ?? []), ...(resources?.organizations ?? [])];
  return (
    organizations.find(({ name }) => name === narrowedTo)?.id ??
    (server?.self?.kind === 'operator' ? server.self.orgId : undefined)
  );
}
