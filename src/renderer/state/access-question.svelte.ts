/** How the answer is shown. */
export type AccessShape = 'list' | 'matrix' | 'compare' | 'graph';

/** What a person asks about the access on a server; it stands as they left it. */
export class AccessQuestion {
  shape: AccessShape = $state('list');
  action: 'read' | 'write' = $state('write');
  /** The bucket or database that is asked about; the one that most tokens name until one is chosen. */
  bucketId: string | undefined = $state();
  /** Whether every server is asked, for what has the same name there. */
  everywhere = $state(false);
  /** The keys of the tokens that are compared. */
  compared: readonly string[] = $state.raw([]);
}
