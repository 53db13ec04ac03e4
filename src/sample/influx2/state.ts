import { createHash, randomInt } from 'node:crypto';
import type { Extra } from './extras.ts';
import { RisingIds } from './ids.ts';
import type { Label } from './labels.ts';
import type { Permission } from './permissions.ts';
import type { Moment } from './time.ts';
import type { Version } from './versions.ts';

export type Status = 'active' | 'inactive';

export interface User {
  id: string;
  name: string;
  /** The server stores whatever status a creation named. */
  status: string;
  oauthId?: string;
  password?: string;
}

export interface Org {
  id: string;
  name: string;
  description: string;
  createdAt: Moment;
  updatedAt: Moment;
}

export interface Bucket {
  id: string;
  orgId: string;
  type: 'user' | 'system';
  name: string;
  description: string;
  retentionPolicyName: string;
  /** Seconds, 0 for ever. */
  everySeconds: number;
  shardGroupSeconds: number;
  createdAt: Moment;
  updatedAt: Moment;
}

export interface Membership {
  userId: string;
  role: 'owner' | 'member';
  resourceType: 'orgs' | 'buckets' | 'instance';
  resourceId: string;
}

export interface Authorization {
  id: string;
  /** What a list shows: the secret, or empty where only its hash is kept; of a v1 authorization its username. */
  token: string;
  status: Status;
  description: string;
  orgId: string;
  userId: string;
  permissions: readonly Permission[];
  createdAt: Moment;
  updatedAt: Moment;
  password?: string;
}

export interface Session {
  key: string;
  userId: string;
  expiresAt: number;
}

/** The seconds a bucket's shard groups last when nobody chose (`meta.normalisedShardDuration`). */
export function shardGroupSeconds(everySeconds: number): number {
  const day = 86_400;
  if (everySeconds === 0 || everySeconds >= 180 * day) return 7 * day;
  return everySeconds >= 2 * day ? day : 3600;
}

/** How 2.8 and later store a token: unsalted SHA-256 in the URL alphabet of base64, as a PHC string. */
export function tokenHash(secret: string): string {
  const digest = createHash('sha256').update(secret).digest('base64').replaceAll('+', '-').replaceAll('/', '_');
  return `$influxdb2-sha256$${digest}`;
}

/** Everything one server keeps. Deleting a user, an organization or a bucket leaves the authorizations that name it. */
export class State {
  readonly version: Version;
  readonly hashing: boolean;
  readonly startedAt = Date.now();
  readonly users = new Map<string, User>();
  readonly orgs = new Map<string, Org>();
  readonly buckets = new Map<string, Bucket>();
  readonly memberships: Membership[] = [];
  readonly authorizations = new Map<string, Authorization>();
  readonly legacy = new Map<string, Authorization>();
  readonly sessions = new Map<string, Session>();
  /** Rises with every change of a name that an authorization shows. */
  naming = 0;
  readonly ids = new RisingIds(randomInt(1024));
  readonly extras = {
    tasks: new Map<string, Extra>(),
    dashboards: new Map<string, Extra>(),
    telegrafs: new Map<string, Extra>(),
  };
  readonly labels = new Map<string, Label>();
  /** Each of these services counts its ids by itself. */
  readonly extraIds = {
    tasks: new RisingIds(randomInt(1024)),
    dashboards: new RisingIds(randomInt(1024)),
    telegrafs: new RisingIds(randomInt(1024)),
    labels: new RisingIds(randomInt(1024)),
  };
  readonly #byToken = new Map<string, Authorization>();

  constructor(version: Version, hashing: boolean) {
    this.version = version;
    this.hashing = hashing;
  }

  knowsType(type: string): boolean {
    return this.version.resourceTypes.includes(type);
  }

  userByName(name: string): User | undefined {
    return [...this.users.values()].find((user) => user.name === name);
  }

  /** Names of organizations are compared without the space around them. */
  orgByName(name: string): Org | undefined {
    return [...this.orgs.values()].find((org) => org.name.trim() === name.trim());
  }

  bucketByName(orgId: string, name: string): Bucket | undefined {
    return [...this.buckets.values()].find((bucket) => bucket.orgId === orgId && bucket.name === name);
  }

  /** Keeps a token whose secret is `secret`: plain, or only its hash. */
  addAuthorization(authorization: Omit<Authorization, 'token'>, secret: string): Authorization {
    const stored: Authorization = { ...authorization, token: this.hashing ? '' : secret };
    this.authorizations.set(stored.id, stored);
    this.#byToken.set(this.#tokenKey(secret), stored);
    return stored;
  }

  /** The authorization of a secret; a deleted one is not found. */
  authorizationOf(secret: string): Authorization | undefined {
    const found = this.#byToken.get(this.#tokenKey(secret));
    return found && this.authorizations.get(found.id) === found ? found : undefined;
  }

  legacyByName(name: string): Authorization | undefined {
    return [...this.legacy.values()].find((authorization) => authorization.token === name);
  }

  membershipsOf(userId: string): Membership[] {
    return this.memberships
      .filter((each) => each.userId === userId)
      .sort((a, b) => (a.resourceId < b.resourceId ? -1 : 1));
  }

  removeMemberships(fits: (membership: Membership) => boolean): void {
    const kept = this.memberships.filter((each) => !fits(each));
    this.memberships.splice(0, this.memberships.length, ...kept);
  }

  #tokenKey(secret: string): string {
    return this.hashing ? tokenHash(secret) : secret;
  }
}
