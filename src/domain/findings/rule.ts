/** How bad a finding is, the worst first. */
export const SEVERITIES = ['high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What makes it good again, as far as one server can be told apart from another only when it is known (`fixes.ts`). */
export type Cure =
  | 'smaller'
  | 'stop'
  | 'delete'
  | 'describe'
  | 'replace'
  | 'review'
  | 'narrow-connection'
  | 'edit-connection'
  | 'claim'
  | 'regenerate'
  | 'hashing'
  | 'server';

/** What is said of a rule on the screen. */
export interface Rule {
  readonly title: string;
  readonly severity: Severity;
  /** Why it matters, in sentences. */
  readonly why: string;
  readonly cure: Cure;
}
