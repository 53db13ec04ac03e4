import type { Api } from '#api/client';
import { type FailureFacts, factsOf, mayHaveHappened } from '#contract/failure';
import type { ConnectionId } from '#domain/connection';
import type { ManyAction } from '#domain/many';
import type { Token } from '#domain/token';
import { Removal } from './removal.svelte.ts';

/** One token of a server, with which something is to be done. */
export interface ManyTarget {
  readonly connectionId: ConnectionId;
  readonly token: Token;
}

/** What became of one. After 'failed' nothing was changed; after 'unsure' nobody knows. */
export type Outcome =
  | { readonly is: 'done' }
  | { readonly is: 'gone' }
  | { readonly is: 'left' }
  | { readonly is: 'failed' | 'unsure'; readonly failure: FailureFacts }
  | { readonly is: 'not-tried'; readonly why: 'stopped' | 'server' };

interface Needs {
  api: Api;
  action: ManyAction;
  /** In ms since 1970. */
  now: () => number;
  /** Shows what was done; `token` is as it is then, or was last. */
  show: (target: ManyTarget, token: Token) => Promise<void>;
  pause: (ms: number) => Promise<void>;
}

/** Main takes only so many calls a second: beyond the first tokens, one is begun in so many ms at most. */
const BURST = 40;
const PACE_MS = 60;
/**
 * How often a token is tried when the server says that it is too busy, and the first wait where it names none, in ms.
 */
const TRIES = 4;
const FIRST_WAIT_MS = 1000;

/** What says something about one token only; every other failure would meet the next token of the server too. */
const OF_ONE: ReadonlySet<FailureFacts['kind']> = new Set([
  'gone',
  'changed',
  'not-confirmed',
  'not-able',
  'invalid',
  'server-refused',
]);

/**
 * Does one thing with many tokens, one after the other, each by the way that it takes alone: main says what must be
 * confirmed, and what asks for more than a plain yes is asked for by itself. A server that no longer takes it is left.
 */
export class ManyRun {
  stage: 'planned' | 'running' | 'ended' = $state('planned');
  /** The token that it is at. */
  at: ManyTarget | undefined = $state.raw();
  /** What must be answered before it goes on. */
  question: Removal | undefined = $state.raw();
  /** It was told to stop, and does after the running one. */
  stopping = $state(false);
  /** How many have an outcome. */
  told = $state(0);
  readonly #outcomes = new Map<ManyTarget, Outcome>();
  readonly #left = new Set<ConnectionId>();
  readonly #needs: Needs;
  readonly #toStop: Promise<void>;
  #stopNow = (): void => undefined;
  #answer: ((goOn: boolean) => void) | undefined;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#toStop = new Promise((resolve) => (this.#stopNow = resolve));
  }

  outcomeOf(target: ManyTarget): Outcome | undefined {
    return this.told === 0 ? undefined : this.#outcomes.get(target);
  }

  /** Does it with these, in their order. It never fails: what failed is told with its token. */
  async start(targets: readonly ManyTarget[]): Promise<void> {
    this.stage = 'running';
    for (const [nth, target] of targets.entries()) {
      if (nth >= BURST) await this.#needs.pause(PACE_MS);
      const outcome = await this.#oneOf(target);
      this.#outcomes.set(target, outcome);
      this.told++;
      if ('failure' in outcome && !OF_ONE.has(outcome.failure.kind)) this.#left.add(target.connectionId);
    }
    this.at = undefined;
    this.stage = 'ended';
  }

  /** Ends it after the running one; an open question is a no, and nothing is waited for. */
  stop(): void {
    this.stopping = true;
    this.#stopNow();
    this.#answer?.(false);
  }

  /** Answers the question: go on with this token, once everything is confirmed, or leave it out. */
  answer(goOn: boolean): void {
    if (!goOn || !this.question?.reason) this.#answer?.(goOn);
  }

  async #oneOf(target: ManyTarget): Promise<Outcome> {
    if (this.stopping) return { is: 'not-tried', why: 'stopped' };
    if (this.#left.has(target.connectionId)) return { is: 'not-tried', why: 'server' };
    this.at = target;
    for (let tries = 1; ; tries++) {
      const outcome = await this.#try(target);
      const wait = 'failure' in outcome && tries < TRIES ? waitFor(outcome.failure, tries) : undefined;
      if (wait === undefined || this.#isTold()) return outcome;
      await Promise.race([this.#needs.pause(wait), this.#toStop]);
      if (this.#isTold()) return outcome;
    }
  }

  #isTold(): boolean {
    return this.stopping;
  }

  async #try(target: ManyTarget): Promise<Outcome> {
    const { action } = this.#needs;
    try {
      return action === 'activate' ? await this.#activate(target) : await this.#remove(target, action);
    } catch (thrown) {
      return failed(factsOf(thrown));
    }
  }

  async #activate(target: ManyTarget): Promise<Outcome> {
    const { api, show } = this.#needs;
    const { connectionId, token } = target;
    const { store, id } = token;
    const change = { status: 'active' } as const;
    await show(target, await api.tokens.update({ connectionId, token: { store, id }, change }));
    return { is: 'done' };
  }

  async #remove(target: ManyTarget, action: 'delete' | 'deactivate'): Promise<Outcome> {
    const { api, now, show } = this.#needs;
    const removal = new Removal({ api, now, action, ...target });
    await removal.prepare();
    for (;;) {
      const failure = removal.failure ?? (removal.stage.is === 'failed' ? removal.stage.failure : undefined);
      if (failure) return failed(failure);
      if (asks(removal) && !(await this.#asked(removal))) return this.#saidNo();
      if (await removal.confirm()) break;
    }
    await show(target, removal.token);
    return { is: 'done' };
  }

  #saidNo(): Outcome {
    return this.stopping ? { is: 'not-tried', why: 'stopped' } : { is: 'left' };
  }

  async #asked(removal: Removal): Promise<boolean> {
    if (this.stopping) return false;
    this.question = removal;
    const goOn = await new Promise<boolean>((resolve) => (this.#answer = resolve));
    this.#answer = undefined;
    this.question = undefined;
    return goOn;
  }
}

/** Does it take more than the yes that was given for all of them? */
function asks({ stage, changed }: Removal): boolean {
  if (changed.length > 0) return true;
  return stage.is === 'asking' && (stage.step.type !== undefined || stage.step.risks.length > 0);
}

function failed(failure: FailureFacts): Outcome {
  if (failure.kind === 'gone') return { is: 'gone' };
  return { is: mayHaveHappened(failure) ? 'unsure' : 'failed', failure };
}

/** How long to wait before a token is tried again, in ms; undefined where that changes nothing. */
function waitFor(failure: FailureFacts, tries: number): number | undefined {
  const isBusy = (failure.kind === 'server-refused' || failure.kind === 'proxy') && failure.status === 429;
  if (!isBusy && failure.kind !== 'too-many-calls') return undefined;
  const asked = failure.kind === 'server-refused' ? failure.waitMs : undefined;
  return asked ?? FIRST_WAIT_MS * 2 ** (tries - 1);
}
