import { keys } from '#api/queries';
import type { Connection, ConnectionId } from '#domain/connection';
import type { Acceptance } from '#domain/findings/acceptance';
import { type FleetGroup, fleetGroup } from '#domain/fleet-row';
import type { Resources } from '#domain/resource';
import type { Server } from '#domain/server';
import type { AppState } from '#state/app.svelte';
import { openRows } from '#state/known-findings';

interface Made {
  /** What its server is called and named by, and what its open findings are made of. */
  readonly place: readonly unknown[];
  readonly judged: readonly unknown[];
  readonly group: FleetGroup;
}

/** The rows of each server: made once, and again when it tells other tokens, is called otherwise or is judged anew. */
export class FleetGroups {
  readonly #made = new Map<ConnectionId, Made>();

  constructor(private readonly app: AppState) {}

  of(connection: Connection, server: Server | undefined): FleetGroup {
    const { id } = connection;
    const { lists, queries, findings } = this.app;
    const list = lists.of(id);
    const resources = queries.getQueryData<Resources>(keys.resources(id));
    const names = list.rows.names(resources, server?.organizations);
    const rows = list.rows.of(list.tokens);
    const before = this.#made.get(id);

    const place = [connection, names, server?.product];
    const isSamePlace = isSame(place, before?.place);
    const accepted = queries.getQueryData<Acceptance[]>(keys.accepted(id));
    const judged = [findings.of(id).found, accepted];
    const isSameJudged = isSame(judged, before?.judged);
    if (before && isSamePlace && isSameJudged && before.group.index.rows === rows) return before.group;

    const found = isSameJudged ? before?.group.found : openRows(findings.of(id), accepted, this.app.clock.at());
    const at = before && isSamePlace ? before.group.at : { connection, product: server?.product ?? '', names };
    const group = fleetGroup(at, rows, before?.group, found);
    this.#made.set(id, { place, judged, group });
    return group;
  }
}

function isSame(one: readonly unknown[], other: readonly unknown[] | undefined): boolean {
  return other !== undefined && one.every((each, place) => each === other[place]);
}
