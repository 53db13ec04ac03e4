import { Failure } from '#contract/failure';
import type { User } from '#domain/resource';
import type { Capability, SetUpInput } from '#domain/server';
import type { Answer } from '#main/providers/http/http';
import { unknownOutcome } from '#main/providers/lost-answer';
import type { SetUpDone } from '#main/providers/provider';
import { secretOf } from './authorization.ts';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import { refusalOnField, send, type FieldRule, type Influx2Writer } from './writing.ts';
import { bucketOf, organizationOf, SetUpDoneBody, userOf, UserWire } from './wire.ts';

const SET_UP_FIELDS: readonly FieldRule[] = [
  [/password/i, 'password'],
  [/missing required fields \[username/, 'username'],
  [/missing required fields \[org/, 'organization'],
  [/missing required fields \[bucket/, 'bucket'],
  [/bucket/i, 'bucket'],
  [/organization|\borg\b/i, 'organization'],
  [/\buser/i, 'username'],
];

const USER_FIELDS: readonly FieldRule[] = [[/user ?name|user with name|name/i, 'name']];

/** First-run set-up, which needs no credential; its operator token is told this once. */
export async function setUp(writer: Influx2Writer, input: SetUpInput, signal: AbortSignal): Promise<SetUpDone> {
  const { username, password, organization: org, bucket, retention: retentionPeriodSeconds } = input;
  const body = { username, password, org, bucket, retentionPeriodSeconds };
  const written = await send(writer, { method: 'POST', path: PATHS.setup, credential: 'none', body, signal });
  if ('lost' in written) throw unknownOutcome('setUp');
  if (written.answer.status >= 300) throw refusalOnField(written.answer, SET_UP_FIELDS);
  return made('setUp', () => setUpDoneOf(writer, written.answer));
}

/** SECURITY: `auth.hashedToken`, which hashing servers add here, ends with the parser like every value. */
function setUpDoneOf({ session }: Influx2Writer, answer: Answer): SetUpDone | undefined {
  const { auth, ...parts } = read(answer, SetUpDoneBody);
  const organization = organizationOf(parts.org);
  const user = userOf(parts.user);
  const bucket = bucketOf(parts.bucket);
  const secret = secretOf(auth);
  // Names are left out of this one answer.
  const token = session.parser('api', undefined).tokenOf({
    ...auth,
    org: organization?.name,
    user: user?.name,
  });
  return (
    organization &&
    user &&
    bucket &&
    token &&
    secret && { organization, user, bucket, token: { ...token, own: 'no' }, secret }
  );
}

/** Makes a user without a password, who can own tokens. */
export async function createUser(writer: Influx2Writer, name: string, signal: AbortSignal): Promise<User> {
  const written = await send(writer, { method: 'POST', path: PATHS.users, body: { name }, signal });
  if ('lost' in written) throw unknownOutcome('createUser');
  if (written.answer.status >= 300) throw refusalOnField(written.answer, USER_FIELDS);
  return made('createUser', () => read(written.answer, UserWire));
}

/** What was made. A server that accepted but whose answer cannot be read has made it all the same. */
function made<T>(what: Capability, parse: () => T | undefined): T {
  try {
    const done = parse();
    if (done !== undefined) return done;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  throw unknownOutcome(what);
}
