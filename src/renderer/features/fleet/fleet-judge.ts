import { acceptedQuery, notesQuery, resourcesQuery } from '#api/queries';
import type { ConnectionId } from '#domain/connection';
import type { AppState } from '#state/app.svelte';
import { whatIsKnown } from '#state/known-findings';
import type { ServerOfFleet } from './standing.ts';

/** So many servers are judged at once: each is asked for its resources first, and has a thread if its list is long. */
const AT_ONCE = 3;

/** Holds servers against the rules that were read but not opened, since a search asks for what is found of them. */
export class FleetJudge {
  #waiting: readonly ServerOfFleet[] = [];
  readonly #underWay = new Set<ConnectionId>();

  constructor(private readonly app: AppState) {}

  /** Judges those of these servers that were read and not judged since. */
  ask(servers: readonly ServerOfFleet[]): void {
    this.#waiting = servers.filter((one) => this.#isToJudge(one));
    this.#fill();
  }

  stop(): void {
    this.#waiting = [];
  }

  #isToJudge({ connection: { id }, server, list }: ServerOfFleet): boolean {
    if (!server || list.stage !== 'fresh' || this.#underWay.has(id)) return false;
    return this.app.findings.of(id).among !== list.rows.of(list.tokens);
  }

  #fill(): void {
    const [next, ...others] = this.#waiting;
    if (!next || this.#underWay.size >= AT_ONCE) return;
    this.#waiting = others;
    void this.#judge(next);
    this.#fill();
  }

  async #judge({ connection, server }: ServerOfFleet): Promise<void> {
    const { app } = this;
    const { id } = connection;
    this.#underWay.add(id);
    // What cannot be had is told nowhere: its rules are silent, as they are where a server is opened.
    await app.queries.prefetchQuery(acceptedQuery(app.api, id));
    await app.queries.prefetchQuery(notesQuery(app.api, id));
    if (server?.self) await app.queries.prefetchQuery(resourcesQuery(app.api, id));
    const resources = app.queries.getQueryData(resourcesQuery(app.api, id).queryKey);
    const notes = app.queries.getQueryData(notesQuery(app.api, id).queryKey);
    const known = whatIsKnown({ app, connection, server, resources, notes, asking: false });
    if (known) await app.findings.of(id).check(known, resources);
    this.#underWay.delete(id);
    this.#fill();
  }
}
