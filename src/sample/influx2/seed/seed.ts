import type { State } from '../state.ts';

export interface Seeded {
  credential: string;
  secrets: ReadonlyMap<string, string>;
}

export function seed(_state: State, _options: { tokens?: number; seed?: number }): Seeded {
  return { credential: '', secrets: new Map() };
}
