import { KNOWN_ENVIRONMENTS, type Colour, type Connection } from '#domain/connection';

const BY_ENVIRONMENT: Record<string, string> = {
  production: 'var(--env-production)',
  staging: 'var(--env-staging)',
  development: 'var(--env-development)',
};

const BY_COLOUR: Record<Colour, string> = {
  red: 'var(--env-production)',
  amber: 'var(--env-staging)',
  green: 'var(--env-development)',
  blue: 'var(--info)',
  violet: 'var(--violet)',
  teal: 'var(--teal)',
  grey: 'var(--env-other)',
};

/** The colour of a server as CSS wants it: its own, or else that of its environment. */
export function environmentColour({ environment, colour }: Pick<Connection, 'environment' | 'colour'>): string {
  if (colour) return BY_COLOUR[colour];
  return colourOfEnvironment(environment);
}

export function colourOfEnvironment(environment: string): string {
  return BY_ENVIRONMENT[environment.toLowerCase()] ?? 'var(--env-other)';
}

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
