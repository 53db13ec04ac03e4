import { type Acceptance, judge, type Judged } from '#domain/findings/acceptance';
import { type Known, useByNotes } from '#domain/findings/finding';
import { OpenRows } from '#domain/findings/open-rows';
import type { Connection } from '#domain/connection';
import type { Resources } from '#domain/resource';
import type { Server } from '#domain/server';
import type { AppState } from './app.svelte.ts';
import type { ServerFindings } from './findings.svelte.ts';

/** What is shown of a server, from which its findings are made. `asking`: some of it is still being read. */
interface Shown {
  app: AppState;
  connection: Connection;
  server: Server | undefined;
  resources: Resources | undefined;
  /** Where the values of tokens are kept, by token key. */
  notes?: Readonly<Record<string, string>> | undefined;
  asking: boolean;
}

/** What is known of a server, once it is enough to be judged; a list that is being read is waited for. */
export function whatIsKnown({ app, connection, server, resources, notes = {}, asking }: Shown): Known | undefined {
  if (!server) return undefined;
  const list = app.lists.of(connection.id);
  const noList = server.readiness === 'unclaimed' && !list.end;
  if (!noList && (list.stage !== 'fresh' || asking)) return undefined;
  const names = list.rows.names(resources, server.organizations);
  return { connection, server, names, rows: list.rows.of(list.tokens), now: app.clock.at(), use: useByNotes(notes) };
}

/** The findings of a server with those that were accepted told apart; undefined until both are known. */
export function openFindings(
  { found }: ServerFindings,
  acceptances: readonly Acceptance[] | undefined,
  now: number,
): Judged | undefined {
  return found && acceptances && judge(found, acceptances, now);
}

/** The tokens that open findings are about, as a search asks for them; undefined while they are not known. */
export function openRows(
  findings: ServerFindings,
  acceptances: readonly Acceptance[] | undefined,
  now: number,
): OpenRows | undefined {
  const judged = openFindings(findings, acceptances, now);
  return judged && new OpenRows(judged.open, findings.among);
}
