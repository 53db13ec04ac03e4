import { explained } from '#api/explained';
import { Failure } from '#contract/failure';
import { completenessWords } from '#domain/completeness-words';
import type { Connection } from '#domain/connection';
import { grouped } from '#domain/number-words';
import type { Server } from '#domain/server';
import { showText } from '#domain/show-text';
import { agoLong } from '#domain/time-words';
import type { TokenList } from '#state/token-list.svelte';

/** How a server of the list stands. `label` sums it up; `detail` says why, where that is more. */
export interface Standing {
  readonly state: 'read' | 'reading' | 'waiting' | 'trouble';
  readonly label: string;
  readonly detail: string;
  readonly mayRead: boolean;
}

const TROUBLE = { state: 'trouble', mayRead: false } as const;

/**
 * What is to be said of one server beside its tokens: never a number without how it came about. `now` in ms since 1970.
 */
export function standing(
  { credential, name }: Connection,
  server: Server | undefined,
  list: TokenList,
  waits: boolean,
  now: number,
): Standing {
  const locked = withoutCredential(credential);
  if (locked) return locked;
  if (server?.readiness === 'not-set-up')
    return { ...TROUBLE, label: 'Not set up', detail: 'It has no user and no token yet. Open it to set it up.' };
  const reading = list.stage === 'loading' || list.stage === 'refreshing';
  if (reading) {
    const soFar = list.arrived > 0 ? `, ${grouped(list.arrived)} so far` : '';
    return { state: 'reading', label: `Being read${soFar}`, detail: '', mayRead: false };
  }
  if (waits && list.failure?.kind === 'cancelled')
    return {
      state: 'waiting',
      label: 'Silent so far, waits for the others',
      detail: 'It told nothing for a while, so the others go first. Then it is asked again.',
      mayRead: false,
    };
  if (list.stage === 'failed' && list.failure) {
    const { title, detail } = explained(new Failure(list.failure), { server: name });
    const before = list.end ? ` What is shown was read ${agoLong(list.end.readAt, now)}.` : '';
    return { state: 'trouble', label: title, detail: `${detail}${before}`, mayRead: true };
  }
  if (!list.end)
    return { state: 'waiting', label: waits ? 'Waits for its turn' : 'Not read', detail: '', mayRead: !waits };
  const count = list.tokens.length;
  const tokens = `${grouped(count)} ${count === 1 ? 'token' : 'tokens'}`;
  const nothing = count === 0 ? 'The server showed no token to this connection. ' : '';
  return {
    state: 'read',
    label: `${tokens}, read ${agoLong(list.end.readAt, now)}`,
    detail: `${nothing}${completenessWords(list.end, server?.self)}`,
    mayRead: true,
  };
}

function withoutCredential(credential: Connection['credential']): Standing | undefined {
  if (credential === 'none')
    return { ...TROUBLE, label: 'No token', detail: 'No token is stored for this server. Open it to enter one.' };
  if (credential === 'locked')
    return {
      ...TROUBLE,
      label: 'Key store locked',
      detail: 'Its token is sealed in the key store of the system, which is locked.',
    };
  return undefined;
}

export interface ServerOfFleet {
  readonly connection: Connection;
  readonly server: Server | undefined;
  readonly list: TokenList;
  readonly standing: Standing;
}

const NAMED = 3;

/** All servers in one line: how many were read, and the first of those that could not be, with the reason. */
export function summary(servers: readonly ServerOfFleet[]): { read: string; trouble: string } {
  const of = (state: Standing['state']): readonly ServerOfFleet[] =>
    servers.filter((one) => one.standing.state === state);
  const reading = of('reading').length + of('waiting').length;
  const trouble = of('trouble');
  const named = trouble
    .slice(0, NAMED)
    .map(({ connection, standing: { label } }) => `${showText(connection.name, 40)}: ${showText(label, 100)}`);
  const more = trouble.length > NAMED ? `; ${trouble.length - NAMED} more` : '';
  return {
    read: `${of('read').length} of ${servers.length} read${reading > 0 ? `, ${reading} to come` : ''}`,
    trouble: named.join('; ') + more,
  };
}
