import { type FailureFacts, mayHaveHappened } from './failure.ts';
import { appWords } from './explain-app.ts';
import { networkWords } from './explain-network.ts';
import { partWords } from './explain-parts.ts';
import { serverWords } from './explain-server.ts';

/** What a person can do next; each place that shows a failure knows how to do these. */
export type NextStep =
  | 'retry'
  | 'refresh'
  | 'edit-connection'
  | 'enter-token'
  | 'renew-token'
  | 'unlock'
  | 'open-key-store'
  | 'set-up'
  | 'edit-form'
  | 'help-recovery'
  | 'open-settings'
  | 'close';

/** A failure in words: what happened, what was not changed, and the next step as a button. */
export interface Explanation {
  title: string;
  detail: string;
  unchanged?: string;
  next?: { label: string; do: NextStep };
}

/** Where it happened. `action` is what was tried, as a verb phrase ("delete the token"); `server` the server's name. */
interface Context {
  action?: string;
  server?: string;
}

/** The words of one kind of failure. `server` is the server's name, or "the server". */
export type Words = Pick<Explanation, 'title' | 'detail' | 'next'>;
export type WordsOf = {
  [K in FailureFacts['kind']]: (facts: Extract<FailureFacts, { kind: K }>, server: string) => Words;
};

const WORDS: WordsOf = {
  ...appWords,
  ...networkWords,
  ...serverWords,
  'part-done': ({ parts, cause }, server) => partWords(parts, wordsOf(cause, server)),
};

/** The only wording of errors. */
export function explain(facts: FailureFacts, { action, server }: Context = {}): Explanation {
  const told = wordsOf(facts, server ? server : 'the server');
  return action === undefined ? told : { ...told, unchanged: whatWasNotDone(facts, action) };
}

function wordsOf(facts: FailureFacts, server: string): Words {
  // The table has a function for exactly this kind; the compiler cannot see that the two belong together.
  const words = WORDS[facts.kind] as (facts: FailureFacts, server: string) => Words;
  return words(facts, server);
}

function whatWasNotDone(facts: FailureFacts, action: string): string {
  if (facts.kind === 'part-done') return `The attempt to ${action} stopped on the way. What was done stays.`;
  if (mayHaveHappened(facts)) return `It is not certain whether the attempt to ${action} took effect.`;
  return `Nothing was changed: the attempt to ${action} did not go through.`;
}
