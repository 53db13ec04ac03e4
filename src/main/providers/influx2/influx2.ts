import type { Capability } from '#domain/server';
import type { Family, FamilyDeps, FamilyProvider } from '#main/providers/family';
import type { WriteSide } from '#main/providers/provider';
import { answeringAs } from './answering.ts';
import type { Flavour } from './flavour.ts';
import { deleteToken, updateToken } from './change-token.ts';
import { createToken } from './create-token.ts';
import { OwnToken } from './own-token.ts';
import { readSide } from './read-side.ts';
import { Session } from './session.ts';
import { createUser, setUp } from './set-up.ts';
import { SharedList } from '#main/providers/shared-list';
import { readTokenList } from './token-list.ts';
import { TRAITS } from './traits.ts';
import type { Influx2Writer } from './writing.ts';

/** InfluxDB OSS 2.x. */
export const influx2: Family = {
  name: 'influx2',
  identify: answeringAs,
  create: (deps) => createInflux2(deps, { traits: TRAITS, oneOrganization: false, customerMakesUsers: true }),
};

/** A provider for a product that speaks the API of InfluxDB 2. */
export function createInflux2({ http, timers, credential, ownTokenId }: FamilyDeps, flavour: Flavour): FamilyProvider {
  const session = new Session(http.reading, new OwnToken(ownTokenId), timers, credential, flavour);
  const list = new SharedList((take, signal) => readTokenList(session, take, signal), timers);
  const write = writeSide({ session, list, writing: http.writing }, flavour);
  return { read: readSide(http, session, list, Object.keys(write) as Capability[]), write };
}

function writeSide(writer: Influx2Writer, { customerMakesUsers }: Flavour): Partial<WriteSide> {
  return {
    createToken: (wanted, signal) => createToken(writer, wanted, signal),
    updateToken: (ref, change, signal) => updateToken(writer, ref, change, signal),
    deleteToken: (ref, signal) => deleteToken(writer, ref, signal),
    ...(customerMakesUsers && {
      createUser: (name, signal) => createUser(writer, name, signal),
      setUp: (input, signal) => setUp(writer, input, signal),
    }),
  };
}
