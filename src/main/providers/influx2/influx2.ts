import type { Capability } from '#domain/server';
import type { Http } from '#main/providers/http/http';
import type { Timers } from '#main/providers/http/limits';
import type { Provider, WriteSide } from '#main/providers/provider';
import type { Secret } from '#main/secret';
import { deleteToken, updateToken } from './change-token.ts';
import { createToken } from './create-token.ts';
import { OwnToken } from './own-token.ts';
import { readSide } from './read-side.ts';
import { Session } from './session.ts';
import { createUser, setUp } from './set-up.ts';
import { SharedList } from './shared-list.ts';
import { readTokenList } from './token-list.ts';
import type { Writer } from './writing.ts';

/** What a provider of this family works with. `ownTokenId`: the token of the connection, when this app made it. */
interface Influx2Deps {
  http: Http;
  timers: Timers;
  credential: () => Promise<Secret | undefined>;
  ownTokenId?: string;
}

/** InfluxDB OSS 2.x. */
export function influx2({ http, timers, credential, ownTokenId }: Influx2Deps): Provider {
  const session = new Session(http.reading, new OwnToken(ownTokenId), timers, credential);
  const list = new SharedList(
    (take, signal) => readTokenList(session, take, signal),
    (ms, run) => timers.after(ms, run),
  );
  const write = writeSide({ session, list, writing: http.writing });
  return { family: 'influx2', read: readSide(http, session, list, Object.keys(write) as Capability[]), write };
}

function writeSide(writer: Writer): WriteSide {
  return {
    createToken: (wanted, signal) => createToken(writer, wanted, signal),
    updateToken: (ref, change, signal) => updateToken(writer, ref, change, signal),
    deleteToken: (ref, signal) => deleteToken(writer, ref, signal),
    createUser: (name, signal) => createUser(writer, name, signal),
    setUp: (input, signal) => setUp(writer, input, signal),
  };
}
