import { z } from 'zod';
import type { Finding } from './finding.ts';

/**
 * A finding that a person holds to be as it should be. `basis`: the facts as they were then. `until` in ms since 1970,
 * absent: for good. `at`: when it was accepted.
 */
export const Acceptance = z.object({
  key: z.string().min(1).max(300),
  basis: z.string().max(300),
  reason: z.string().min(1).max(2000),
  until: z.number().int().optional(),
  at: z.number().int(),
});
export type Acceptance = z.infer<typeof Acceptance>;

export interface Accepted {
  readonly finding: Finding;
  readonly acceptance: Acceptance;
}

/** Findings that are open, and those that somebody accepted. */
export interface Judged {
  readonly open: readonly Finding[];
  readonly accepted: readonly Accepted[];
}

/** Tells the findings that are accepted from the rest: the facts are the same as then, and the date has not passed. */
export function judge(findings: readonly Finding[], acceptances: readonly Acceptance[], now: number): Judged {
  const byKey = new Map(acceptances.map((acceptance) => [acceptance.key, acceptance]));
  const open: Finding[] = [];
  const accepted: Accepted[] = [];
  for (const finding of findings) {
    const acceptance = byKey.get(finding.key);
    if (acceptance && holds(acceptance, finding, now)) accepted.push({ finding, acceptance });
    else open.push(finding);
  }
  return { open, accepted };
}

/** Was it accepted once, and something has changed since? */
export function cameBack(finding: Finding, acceptances: readonly Acceptance[]): boolean {
  return acceptances.some(({ key }) => key === finding.key);
}

function holds({ basis, until }: Acceptance, finding: Finding, now: number): boolean {
  return basis === finding.basis && (until === undefined || until > now);
}
