import type { Colour, Connection } from '#domain/connection';

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
