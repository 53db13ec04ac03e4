import { createHash, randomInt } from 'node:crypto';
import { RisingIds } from '#sample/influx2/ids';
import type { Permission } from '#sample/influx2/permissions';
import type { Bucket, Org as PlainOrg, Status } from '#sample/influx2/state';
import type { Moment } from '#sample/influx2/time';
import type { Fault } from './faults.ts';
import type { Storage } from './products.ts';
import type { RateWindow } from './rate-window.ts';

export type { Bucket, Status };

export interface Org extends PlainOrg {
  storage: Storage;
}

/** A person, named by its e-mail address, who may belong to several organizations. */
export interface User {
  id: string;
  name: string;
  status: Status;
  orgIds: readonly string[];
}

/** What is kept of a token: never its value. */
export interface Authorization {
  id: string;
  status: Status;
  description: string;
  orgId: string;
  userId: string;
  permissions: readonly Permission[];
  createdAt: Moment;
  updatedAt: Moment;
}

/** A 1.x login of Cloud (TSM): good for `/write` and `/query` only, and only with a password. */
export interface Login extends Authorization {
  username: string;
  password?: string;
}

/** Everything one region keeps. Deleting a user or a bucket leaves the authorizations that name it. */
export class State {
  readonly orgs = new Map<string, Org>();
  readonly users = new Map<string, User>();
  readonly buckets = new Map<string, Bucket>();
  readonly authorizations = new Map<string, Authorization>();
  readonly logins = new Map<string, Login>();
  readonly ids = new RisingIds(randomInt(1024));
  /** What goes wrong next; a test may add to it while the server runs. */
  readonly faults: Fault[];
  readonly rate?: RateWindow;
  readonly #byHash = new Map<string, Authorization>();

  constructor(faults: readonly Fault[] = [], rate?: RateWindow) {
    this.faults = [...faults];
    this.rate = rate;
  }

  addAuthorization(authorization: Authorization, secret: string): Authorization {
    this.authorizations.set(authorization.id, authorization);
    this.#byHash.set(hashOf(secret), authorization);
    return authorization;
  }

  /** The authorization of a secret; a deleted one is not found. */
  authorizationOf(secret: string): Authorization | undefined {
    const found = this.#byHash.get(hashOf(secret));
    return found && this.authorizations.get(found.id) === found ? found : undefined;
  }

  bucketByName(orgId: string, name: string): Bucket | undefined {
    return [...this.buckets.values()].find((bucket) => bucket.orgId === orgId && bucket.name === name);
  }

  loginByName(username: string): Login | undefined {
    return [...this.logins.values()].find((login) => login.username === username);
  }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}
