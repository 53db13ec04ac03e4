import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';

/** One thing that axe holds to be serious or critical. */
export interface Finding {
  rule: string;
  impact: string;
  help: string;
  /** Where: selectors and the beginning of the markup. */
  nodes: string[];
}

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Which rules are asked: all, or those about colours, which are what differs between themes. */
export type AxeRules = 'all' | 'colours';
const RUN_ONLY = {
  all: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  colours: { type: 'rule', values: ['color-contrast'] },
};

/** Runs axe on the page as it is now. The page's own policy stays as it is: axe comes in through the debugger. */
export async function axeFindings(page: Page, rules: AxeRules = 'all'): Promise<Finding[]> {
  const debuggerOfPage = await page.context().newCDPSession(page);
  try {
    await debuggerOfPage.send('Runtime.evaluate', { expression: `${SOURCE};0` });
    const expression = `axe.run(document, { runOnly: ${JSON.stringify(RUN_ONLY[rules])}, resultTypes: ['violations'] })`;
    const answer = await debuggerOfPage.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (answer.exceptionDetails) throw new Error(`axe did not run: ${answer.exceptionDetails.text}`);
    return serious(answer.result.value as AxeResults);
  } finally {
    await debuggerOfPage.detach();
  }
}

function serious({ violations }: AxeResults): Finding[] {
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact: impact ?? '',
      help,
      nodes: nodes.map(({ target, html }) => `${target.join(' ')}  ${html.slice(0, 120)}`),
    }));
}
