import { Failure } from '#contract/failure';
import type { Capability } from '#domain/server';
import type { Family, FamilyDeps, FamilyProvider } from '#main/providers/family';
import { SharedList } from '#main/providers/shared-list';
import type { WriteSide } from '#main/providers/provider';
import { deleteToken, updateToken } from './change-token.ts';
import { connect } from './connect.ts';
import { createToken } from './create-token.ts';
import { readResources } from './databases.ts';
import { identify, isNamedBy, type Placed } from './identify.ts';
import { Session } from './session.ts';
import { readToken, readTokenList } from './token-list.ts';
import type { ManagementWriter } from './writing.ts';

/** InfluxDB Cloud Dedicated and InfluxDB Clustered, by their management API. */
export const management: Family = { name: 'management', isNamedBy, identify, create };

function create({ http, timers, credential }: FamilyDeps): FamilyProvider {
  const session = new Session(http.reading, http.base, timers, credential);
  const list = new SharedList((take, signal) => readTokenList(session, take, signal), timers);
  const write = writeSide({ session, list, writing: http.writing });
  return { read: readSide(session, list, Object.keys(write) as Capability[]), write };
}

function readSide(session: Session, list: SharedList, can: Capability[]): FamilyProvider['read'] {
  return {
    // It is handed what the `identify` of this family said, with the place.
    connect: (answering: Placed, tell, signal) => connect({ session, list, can }, answering, tell, signal),
    listTokens: (onTokens, signal) => list.take(onTokens, signal),
    listTokensOf: () => notAble('listTokensOf'),
    getToken: (ref, signal) => readToken(session, ref, signal),
    lookAtValue: () => notAble('lookAtValue'),
    listResources: (signal) => readResources(session, signal),
    configuration: () => notAble('configuration'),
    tokenPage: () => Promise.resolve(undefined),
  };
}

function notAble(what: string): Promise<never> {
  return Promise.reject(new Failure({ kind: 'not-able', what }));
}

function writeSide(writer: ManagementWriter): Partial<WriteSide> {
  return {
    createToken: (wanted, signal) => createToken(writer, wanted, signal),
    updateToken: (ref, change, signal) => updateToken(writer, ref, change, signal),
    deleteToken: (ref, signal) => deleteToken(writer, ref, signal),
  };
}
