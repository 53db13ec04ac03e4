import { expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import { OneAsking } from './one-asking.ts';

/** A question that is answered by hand, and how often it was asked; leaving fails it. */
function question() {
  const answers: ((answer: string) => void)[] = [];
  const ask = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      answers.push(resolve);
      signal.addEventListener('abort', () => reject(new Failure({ kind: 'cancelled' })));
    });
  return { ask, answers };
}
const never = () => new AbortController().signal;

test('who asks while the question is under way gets its answer; who asks later asks anew', async () => {
  const { ask, answers } = question();
  const one = new OneAsking<string>();
  const both = [one.ask(ask, never()), one.ask(ask, never())];
  answers[0]?.('yes');
  expect(await Promise.all(both)).toEqual(['yes', 'yes']);
  expect(answers).toHaveLength(1);

  const later = one.ask(ask, never());
  answers[1]?.('no longer');
  expect(await later).toBe('no longer');
});

test('who asked first may leave: the others ask once more, together', async () => {
  const { ask, answers } = question();
  const one = new OneAsking<string>();
  const leaving = new AbortController();
  const first = one.ask(ask, leaving.signal);
  const others = [one.ask(ask, never()), one.ask(ask, never())];
  leaving.abort();
  await expect(first).rejects.toMatchObject({ facts: { kind: 'cancelled' } });
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.('yes');
  expect(await Promise.all(others)).toEqual(['yes', 'yes']);
});

test('a failure is everybody’s', async () => {
  const one = new OneAsking<string>();
  const asked = () => Promise.reject(new Failure({ kind: 'bad-credential' }));
  const both = [one.ask(asked, never()), one.ask(asked, never())];
  for (const each of both) await expect(each).rejects.toMatchObject({ facts: { kind: 'bad-credential' } });
});
