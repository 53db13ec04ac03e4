import { Failure, factsOf } from '#contract/failure';
import type { Step } from '#contract/shapes';

/** Tells one step of the connect sequence. */
export type Report = (step: Step) => void;

/** The end of a part as data, so that parts can run side by side and be reported one after the other. */
interface Settled<T> {
  value?: T;
  failure?: Failure;
}

/** Runs a part to its end, whatever that is. */
export async function settled<T>(work: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work };
  } catch (error) {
    return { failure: error instanceof Failure ? error : new Failure(factsOf(error)) };
  }
}

/** The answer to a question on which nothing depends: undefined where it fails. Throws only that it was cancelled. */
export async function ifAnswered<T>(question: Promise<T>): Promise<T | undefined> {
  const { value, failure } = await settled(question);
  if (failure?.facts.kind === 'cancelled') throw failure;
  return value;
}

/** Reports how a part ended; answers its value, or undefined when it failed. Throws only that it was cancelled. */
export async function reported<T>(
  name: Step['name'],
  part: Promise<Settled<T>>,
  report: Report,
  ok: (value: T) => Omit<Step, 'name'>,
): Promise<T | undefined> {
  const { value, failure } = await part;
  if (failure?.facts.kind === 'cancelled') throw failure;
  report(failure ? { name, outcome: 'failed', failure: failure.facts } : { name, ...ok(value as T) });
  return value;
}

/** Runs a step that ends the sequence when it fails. */
export async function step<T>(name: Step['name'], report: Report, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    report({ name, outcome: 'failed', failure: factsOf(error) });
    throw error;
  }
}
