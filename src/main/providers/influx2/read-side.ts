import type { Capability } from '#domain/server';
import type { Http } from '#main/providers/http/http';
import { urlOf } from '#main/providers/http/path';
import type { FamilyProvider } from '#main/providers/family';
import { readConfiguration } from './configuration.ts';
import { connect } from './connect.ts';
import { readToken, readValue } from './one-token.ts';
import { tokenPagePath } from './paths.ts';
import { readResources } from './resources.ts';
import type { Session } from './session.ts';
import { readTokensOf } from './token-list.ts';
import type { SharedList } from '#main/providers/shared-list';

/** All that InfluxDB OSS 2.x can be asked. It is given no transport that writes. */
export function readSide(
  http: Pick<Http, 'base'>,
  session: Session,
  list: SharedList,
  can: Capability[],
): FamilyProvider['read'] {
  return {
    connect: (answering, tell, signal) => connect({ session, list, can }, answering, tell, signal),
    listTokens: (onTokens, signal) => list.take(onTokens, signal),
    listTokensOf: (user, onTokens, signal) => readTokensOf(session, user, onTokens, signal),
    getToken: (ref, signal) => readToken(session, ref, signal),
    lookAtValue: (ref, signal) => readValue(session, ref, signal),
    listResources: (signal) => readResources(session, signal),
    configuration: (signal) => readConfiguration(session, signal),
    tokenPage: (orgId) => asked(() => urlOf(http.base, tokenPagePath(orgId)).href),
  };
}

/** What is known without asking the server, in the form of what is asked. */
function asked<T>(know: () => T): Promise<T> {
  return new Promise((resolve) => resolve(know()));
}
