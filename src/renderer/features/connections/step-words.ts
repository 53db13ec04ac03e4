import type { Step } from '#contract/shapes';

const NAMES: Record<Step['name'], string> = {
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

const OUTCOMES: Record<Step['outcome'], string> = {
  ok: 'fine',
  warning: 'with a restriction',
  failed: 'did not work',
  skipped: 'not tried',
};

/** The order in which a test goes through its steps. */
export const STEP_ORDER = Object.keys(NAMES) as Step['name'][];

export function stepName(name: Step['name']): string {
  return NAMES[name];
}

/** How a step went, in words that need no colour. */
export function outcomeWord(outcome: Step['outcome']): string {
  return OUTCOMES[outcome];
}
