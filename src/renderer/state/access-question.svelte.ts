/** How the answer is shown. */
export type AccessShape = 'list' | 'token' | 'matrix' | 'compare' | 'graph';

/** So many tokens can be compared side by side. */
export const MOST_COMPARED = 6;

/** What a person asks about the access on a server; it stands as they left it. */
export class AccessQuestion {
  shape: AccessShape = $state('list');
  action: 'read' | 'write' = $state('write');
  /** The key of what is asked about; the bucket or database that most tokens name until something is chosen. */
  about: string | undefined = $state();
  /** The key of the token that is asked about: what can it do? */
  token: string | undefined = $state();
  /** Whether every server is asked, for what has the same name there. */
  everywhere = $state(false);
  /** The keys of the tokens that are compared. */
  compared: readonly string[] = $state.raw([]);
}
