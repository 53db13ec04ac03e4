import { Failure } from '#contract/failure';
import type { Capability } from '#domain/server';
import type { Family, FamilyDeps, FamilyProvider } from '#main/providers/family';
import { SharedList } from '#main/providers/shared-list';
import type { WriteSide } from '#main/providers/provider';
import { connect } from './connect.ts';
import { createToken } from './create-token.ts';
import { deleteToken } from './delete-token.ts';
import { identify } from './identify.ts';
import { claimOperator, recoverOperator, regenerateOperator } from './operator.ts';
import { readResources } from './resources.ts';
import { Session } from './session.ts';
import { readToken, readTokenList } from './token-list.ts';
import type { Influx3Writer } from './writing.ts';

/** InfluxDB 3 Core and Enterprise. */
export const influx3: Family = { name: 'influx3', identify, create };

function create({ http, elsewhere, timers, credential }: FamilyDeps): FamilyProvider {
  const session = new Session(http.reading, timers, credential);
  const list = new SharedList((take, signal) => readTokenList(session, take, signal), timers);
  const write = writeSide({ session, list, writing: http.writing }, elsewhere);
  return { read: readSide(session, list, Object.keys(write) as Capability[]), write };
}

/** All that InfluxDB 3 can be asked. It is given no transport that writes. */
function readSide(session: Session, list: SharedList, can: Capability[]): FamilyProvider['read'] {
  return {
    connect: (answering, tell, signal) => connect({ session, list, can }, answering, tell, signal),
    listTokens: (onTokens, signal) => list.take(onTokens, signal),
    listTokensOf: () => Promise.reject(notAble('listTokensOf')),
    getToken: (ref, signal) => readToken(session, ref, signal),
    lookAtValue: () => Promise.reject(notAble('lookAtValue')),
    listResources: (signal) => readResources(session, signal),
    configuration: () => Promise.reject(notAble('configuration')),
    // The vendor's user interface for it is a program of its own, at an address that no server tells.
    tokenPage: () => Promise.resolve(undefined),
  };
}

function writeSide(writer: Influx3Writer, elsewhere: FamilyDeps['elsewhere']): Partial<WriteSide> {
  return {
    createToken: (wanted, signal) => createToken(writer, wanted, signal),
    deleteToken: (ref, signal) => deleteToken(writer, ref, signal),
    claimOperator: (signal) => claimOperator(writer, signal),
    regenerateOperator: (signal) => regenerateOperator(writer, signal),
    recoverOperator: (address, signal) => recoverOperator(writer, elsewhere, address, signal),
  };
}

function notAble(what: string): Failure {
  return new Failure({ kind: 'not-able', what });
}
