import { KNOWN_ENVIRONMENTS, type Connection } from './connection.ts';

/** Servers by environment, the riskiest first, one's own environments last by name; servers keep their order. */
export function byEnvironment(
  connections: readonly Connection[],
): { environment: string; connections: Connection[] }[] {
  const groups = new Map<string, Connection[]>();
  for (const connection of connections)
    groups.set(connection.environment, [...(groups.get(connection.environment) ?? []), connection]);
  const rank = (name: string): number => {
    const at = (KNOWN_ENVIRONMENTS as readonly string[]).indexOf(name.toLowerCase());
    return at < 0 ? KNOWN_ENVIRONMENTS.length : at;
  };
  return [...groups]
    .map(([environment, members]) => ({ environment, connections: members }))
    .sort((a, b) => rank(a.environment) - rank(b.environment) || a.environment.localeCompare(b.environment, 'en'));
}

/** The servers in the order in which they stand in the rail. */
export function railOrder(connections: readonly Connection[]): Connection[] {
  return byEnvironment(connections).flatMap((group) => group.connections);
}

/** The server that opens by itself: the one that was open last, or the first in the rail. */
export function firstOpened(connections: readonly Connection[], lastId: string | undefined): Connection | undefined {
  return connections.find(({ id }) => id === lastId) ?? railOrder(connections)[0];
}
