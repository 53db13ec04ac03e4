import { barePermissions } from './authorization-body.ts';
import { bucketBody, storeBucket } from './bucket-store.ts';
import { bodyText, indented, type Call, type Handler } from './call.ts';
import { conflict, unprocessable } from './errors.ts';
import { decodeJson, integer, struct, text, type Fields } from './go-decode.ts';
import type { GoValue } from './go-json.ts';
import { newSecret } from './ids.ts';
import { orgBody, storeOrg } from './orgs.ts';
import { checkPassword } from './passwords.ts';
import { operatorPermissions } from './permissions.ts';
import type { Route } from './routes.ts';
import { tokenHash, type Authorization, type Org, type State, type User } from './state.ts';
import { now, rfc3339 } from './time.ts';
import { storeUser, userBody } from './users.ts';

interface SetupRequest {
  username: string;
  password: string;
  org: string;
  bucket: string;
  retentionPeriodSeconds: number;
  retentionPeriodHrs: number;
  token: string;
}

const REQUEST = struct<SetupRequest>('influxdb.OnboardingRequest', {
  username: text(),
  password: text(),
  org: text(),
  bucket: text(),
  retentionPeriodSeconds: integer(),
  retentionPeriodHrs: integer('time.Duration'),
  token: text(),
});

const isAllowed = (state: State): boolean => state.users.size === 0 && state.orgs.size === 0;

const allowed: Handler = ({ state }) => indented(200, { allowed: isAllowed(state) });

const setUp: Handler = (call) => {
  const { state } = call;
  const request = decodeJson(bodyText(call), REQUEST) ?? {};
  if (!isAllowed(state)) throw conflict('onboarding has already been completed');
  const missing = (['username', 'org', 'bucket'] as const).filter((field) => !request[field]);
  if (missing.length > 0) throw unprocessable(`onboarding failed: missing required fields [${missing.join(',')}]`);
  if (request.password) checkPassword(state, request.password);
  return indented(201, setUpFirst(call, request));
};

export const setupRoutes: Route[] = [{ path: '', methods: { GET: allowed, POST: setUp } }];

function setUpFirst({ state }: Call, request: Fields<SetupRequest>): GoValue {
  const { username = '', org: orgName = '', bucket: bucketName = '' } = request;
  const user = storeUser(state, { name: username, password: request.password || undefined });
  const org = storeOrg(state, orgName, '', user.id);
  const bucket = storeBucket(state, {
    orgId: org.id,
    type: 'user',
    name: bucketName,
    description: '',
    everySeconds: retention(request),
  });
  if (state.version.hasInstanceOwner) {
    state.memberships.push({
      userId: user.id,
      role: 'owner',
      resourceType: 'instance',
      resourceId: '0000000000000001',
    });
  }
  const secret = request.token || newSecret();
  const authorization = firstAuthorization(state, user, org, secret);
  return {
    user: userBody(user),
    bucket: bucketBody(bucket),
    org: orgBody(org),
    auth: firstToken(state, authorization, secret),
  };
}

function firstAuthorization(state: State, user: User, org: Org, secret: string): Authorization {
  const createdAt = now();
  return state.addAuthorization(
    {
      id: state.ids.next(createdAt.ms),
      status: 'active',
      description: `${user.name}'s Token`,
      orgId: org.id,
      userId: user.id,
      permissions: operatorPermissions(state.version.resourceTypes),
      createdAt,
      updatedAt: createdAt,
    },
    secret,
  );
}

/** Seconds; the older field says hours and counts nanoseconds. */
function retention({ retentionPeriodSeconds, retentionPeriodHrs }: Fields<SetupRequest>): number {
  return retentionPeriodSeconds || Math.floor((retentionPeriodHrs ?? 0) / 1e9);
}

/** Other than any other answer, this one shows the hash too, and no names. */
function firstToken(state: State, auth: Authorization, secret: string): GoValue {
  return {
    id: auth.id,
    token: secret,
    hashedToken: state.hashing ? tokenHash(secret) : undefined,
    status: auth.status,
    description: auth.description,
    orgID: auth.orgId,
    userID: auth.userId,
    permissions: barePermissions(auth.permissions),
    createdAt: rfc3339(auth.createdAt),
    updatedAt: rfc3339(auth.updatedAt),
    links: { self: `/api/v2/authorizations/${auth.id}`, user: `/api/v2/users/${auth.userId}` },
  };
}
