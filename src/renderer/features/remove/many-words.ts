import { explain } from '#contract/explain';
import type { ManyAction } from '#domain/many';
import type { Outcome } from './many-run.svelte.ts';
import { removalWords, type RemovalWords } from './remove-words.ts';
import { grouped } from '#domain/number-words';
import type { Traits } from '#domain/server';

const ACTIVATE: RemovalWords = {
  verb: 'Activate',
  inside: 'activate',
  doing: 'Activating',
  means: 'Whoever has the value of such a token can use it again at once.',
};

export function manyWords(action: ManyAction, traits: Pick<Traits, 'end'>): RemovalWords {
  return action === 'activate' ? ACTIVATE : removalWords(action, traits);
}

/** What it means for whoever uses one of the tokens. */
export function manyMeans(action: ManyAction, { end }: Pick<Traits, 'end'>): string {
  const lost = 'Every client that uses one of them loses access at once.';
  if (action === 'activate') return ACTIVATE.means;
  if (action === 'deactivate') return `${lost} You can activate them again at any time.`;
  const after = end === 'revoke' ? ' They stay in the list as revoked ones, and never work again.' : '';
  return `This cannot be undone. ${lost}${after}`;
}

/** Why it was not done with a token, in sentences; undefined where it was. */
export function whyNotDone(outcome: Outcome, { inside }: RemovalWords, serverName: string): string | undefined {
  switch (outcome.is) {
    case 'done':
      return undefined;
    case 'gone':
      return 'It was gone already: nothing was left to do.';
    case 'left':
      return 'You left it out.';
    case 'not-tried':
      return outcome.why === 'stopped' ? 'Not tried: you stopped before.' : 'Not tried, after what happened before it.';
    default: {
      const { title, detail, unchanged } = explain(outcome.failure, {
        action: `${inside} the token`,
        server: serverName,
      });
      return [`${title}.`, detail, unchanged].filter(Boolean).join(' ');
    }
  }
}

/** "3 tokens", "1 token". */
export function tokensWord(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'token' : 'tokens'}`;
}
