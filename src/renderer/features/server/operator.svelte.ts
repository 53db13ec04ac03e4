import { type FailureFacts, factsOf } from '#contract/failure';
import type { ConnectionId } from '#domain/connection';
import { grouped } from '#domain/number-words';
import type { AppState } from '#state/app.svelte';

type Way = 'claim' | 'regenerate' | 'recover';

/** The way to a new value of a server's operator token: asked once, never again by itself, shown once. */
export class OperatorChange {
  working = $state(false);
  failure = $state.raw<FailureFacts | undefined>();

  constructor(
    private readonly app: AppState,
    private readonly connectionId: ConnectionId,
    private readonly way: Way,
  ) {}

  /**
   * Does it, and opens the dialog that shows the value; true when it is done. `close` goes before that dialog comes;
   * `address` is that of the recovery port; `typed` what a person had to type for either way to a new value.
   */
  async run(close: () => void, { address = '', typed }: { address?: string; typed?: string } = {}): Promise<boolean> {
    if (this.working) return false;
    const { app, connectionId, way } = this;
    this.working = true;
    this.failure = undefined;
    try {
      const done = await this.#ask(address, typed);
      for (const id of new Set([connectionId, ...done.replaced, ...done.notReplaced])) app.forget(id);
      close();
      if (way !== 'regenerate') app.openServer(connectionId);
      const { store, id, description } = done.token;
      const own = done.replaced.includes(connectionId);
      app.route.open({ name: 'secret', connectionId, revealId: done.revealId, token: { store, id, description }, own });
      this.#tell(done);
      return true;
    } catch (thrown) {
      this.failure = factsOf(thrown);
      return false;
    } finally {
      this.working = false;
    }
  }

  #ask(address: string, typed: string | undefined) {
    const { connectionId, way } = this;
    const { server } = this.app.api;
    if (way === 'claim') return server.claim({ connectionId });
    if (way === 'regenerate') return server.regenerate({ connectionId, typed });
    return server.recover({ connectionId, address, typed });
  }

  #tell({ replaced, notReplaced }: { replaced: string[]; notReplaced: string[] }): void {
    const { notices } = this.app;
    const others = replaced.filter((id) => id !== this.connectionId).length;
    if (others > 0) notices.good(`${counted(others)} of this server got the new value too.`);
    if (notReplaced.length > 0)
      notices.bad(
        `${this.#named(notReplaced)} could not be given the new value`,
        'The value that is stored there is dead: copy the new one now and enter it there.',
      );
  }

  #named(connections: readonly string[]): string {
    const own = connections.length === 1 && connections[0] === this.connectionId;
    return own ? 'This connection' : counted(connections.length);
  }
}

function counted(connections: number): string {
  return connections === 1 ? '1 other connection' : `${grouped(connections)} connections`;
}
