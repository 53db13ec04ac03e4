import type { Api } from '#api/client';
import { type FailureFacts, factsOf } from '#contract/failure';
import type { ConfirmStep } from '#contract/shapes';
import type { ConnectionId } from '#domain/connection';
import type { Token } from '#domain/token';

export type RemovalAction = 'delete' | 'deactivate';

type RemovalStage =
  | { is: 'reading' }
  | { is: 'asking'; step: ConfirmStep }
  | { is: 'doing'; step: ConfirmStep }
  | { is: 'failed'; failure: FailureFacts };

interface RemovalTarget {
  api: Api;
  connectionId: ConnectionId;
  action: RemovalAction;
  /** The token as the person sees it. */
  token: Token;
  /** In ms since 1970. */
  now: () => number;
}

/** How long before its end a confirmation is renewed instead of used, in ms. */
const MARGIN = 2000;

/**
 * The way to a deleted or deactivated token: main re-reads it and says what to confirm; what a person typed stays
 * through every failure, and a token that changed meanwhile is shown as it is now and asked for anew.
 */
export class Removal {
  stage = $state.raw<RemovalStage>({ is: 'reading' });
  /** The token as it was read last. */
  token = $state.raw() as Token;
  typed = $state('');
  /** The second, differently worded step was taken. */
  second = $state(false);
  /** What changed on the server between showing and confirming. */
  changed = $state.raw<readonly string[]>([]);
  /** Why the last try did not go through; the question stays open. */
  failure = $state.raw<FailureFacts | undefined>();

  readonly #target: RemovalTarget;

  constructor(target: RemovalTarget) {
    this.#target = target;
    this.token = target.token;
  }

  /** Why it cannot be confirmed yet, in words; undefined when it can. */
  get reason(): string | undefined {
    if (this.stage.is === 'reading') return 'The token is being read anew.';
    if (this.stage.is !== 'asking') return undefined;
    const { type, risks } = this.stage.step;
    if (type !== undefined && this.typed !== type) return 'Type the text exactly as it stands above.';
    if (risks.length > 0 && !this.second) return 'Confirm the warning first.';
    return undefined;
  }

  /** Has main re-read the token and say what must be confirmed. */
  async prepare(): Promise<ConfirmStep | undefined> {
    const { api, connectionId, action } = this.#target;
    const { store, id } = this.token;
    this.stage = { is: 'reading' };
    try {
      const step = await api.tokens.prepare({ connectionId, token: { store, id }, action, shown: this.token });
      this.stage = { is: 'asking', step };
      return step;
    } catch (thrown) {
      await this.#take(factsOf(thrown));
      return undefined;
    }
  }

  /** Does it; true when it is done. On a failure the question is asked anew, with what was typed. */
  async confirm(): Promise<boolean> {
    if (this.stage.is !== 'asking' || this.reason) return false;
    const step = await this.#stillGood(this.stage.step);
    if (!step) return false;
    this.failure = undefined;
    this.stage = { is: 'doing', step };
    try {
      await this.#send(step);
      return true;
    } catch (thrown) {
      const failure = factsOf(thrown);
      if (failure.kind !== 'changed') this.failure = failure;
      await this.#again(failure);
      return false;
    }
  }

  async #send({ confirmation }: ConfirmStep): Promise<void> {
    const { api, connectionId, action } = this.#target;
    const token = { store: this.token.store, id: this.token.id };
    if (action === 'delete') {
      await api.tokens.delete({ connectionId, token, confirmation, typed: this.typed, second: this.second });
      return;
    }
    this.token = await api.tokens.update({
      connectionId,
      token,
      change: { status: 'inactive' },
      confirmation,
      second: this.second,
    });
  }

  /**
   * A confirmation is good for a minute: an older one is renewed, and stands for the same question only if nothing else
   * is asked.
   */
  async #stillGood(step: ConfirmStep): Promise<ConfirmStep | undefined> {
    if (this.#target.now() < step.expiresAt - MARGIN) return step;
    const renewed = await this.prepare();
    const same = renewed?.type === step.type && renewed?.risks.join() === step.risks.join();
    if (!same) this.second = false;
    return same ? renewed : undefined;
  }

  async #again(failure: FailureFacts): Promise<void> {
    if (failure.kind === 'changed') return this.#take(failure);
    await this.prepare();
  }

  async #take(failure: FailureFacts): Promise<void> {
    if (failure.kind !== 'changed') {
      this.stage = { is: 'failed', failure };
      return;
    }
    const { api, connectionId } = this.#target;
    const { store, id } = this.token;
    try {
      const now = await api.tokens.get({ connectionId, token: { store, id } });
      this.changed = [...new Set([...this.changed, ...failure.fields])];
      this.second = false;
      this.token = now;
    } catch (thrown) {
      this.stage = { is: 'failed', failure: factsOf(thrown) };
      return;
    }
    await this.prepare();
  }
}
