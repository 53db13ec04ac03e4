import { explain, type Explanation } from '#contract/explain';
import { factsOf } from '#contract/failure';
import type { Step } from '#contract/shapes';
import { showText } from '#domain/show-text';

/** What was thrown, in words: spread it on a FailureNotice. */
export function explained(thrown: unknown, context?: { action?: string; server?: string }): Explanation {
  return explain(factsOf(thrown), context);
}

const STEP_LABELS: Record<Step['name'], string> = {
  reach: 'Reached',
  encryption: 'Encryption',
  product: 'Product',
  'set-up': 'Set up',
  credential: 'Token',
  tokens: 'May list tokens',
  organizations: 'Organizations',
  configuration: 'Configuration',
  types: 'Resource types',
};

/** The steps of a connect sequence in words, as a StepList shows them. */
export function shownSteps(steps: readonly Step[]): { label: string; outcome: Step['outcome']; value: string }[] {
  return steps.map(({ name, outcome, value, failure }) => ({
    label: STEP_LABELS[name],
    outcome,
    value: failure ? explain(failure).title : showText(value ?? '', 200),
  }));
}
