import { newSecret, randomId, RisingIds } from '#sample/influx2/ids';
import type { Permission } from '#sample/influx2/permissions';
import type { SeededRandom } from '#sample/influx2/seed/random';
import { shardGroupSeconds } from '#sample/influx2/state';
import type { Moment } from '#sample/influx2/time';
import type { Storage } from '#sample/cloud2/products';
import type { Authorization, Bucket, Org, State, Status, User } from '#sample/cloud2/state';
import type { BucketRow } from './casts.ts';

const DAY = 86_400_000;

/** What a token is besides its description, age and rights; `changed` in days before now. */
interface More {
  status?: Status;
  changed?: number;
}

interface TokenPlan extends More {
  owner: User;
  org: Org;
  description: string;
  age: number;
  permissions: readonly Permission[];
  /** Of a 1.x login. */
  username?: string;
  password?: string;
}

/** Plans tokens of one owner in one organization; ages in days. */
type Give = (description: string, age: number, permissions: readonly Permission[], more?: More) => void;

/** Makes a region's past: things with an age in days, stored in the order in which they would have been made. */
export class Plan {
  readonly random: SeededRandom;
  readonly #state: State;
  readonly #now = Date.now();
  readonly #ids: RisingIds;
  readonly #tokens: TokenPlan[] = [];

  constructor(state: State, random: SeededRandom) {
    this.#state = state;
    this.random = random;
    this.#ids = new RisingIds(random.between(0, 1023));
  }

  get planned(): number {
    return this.#tokens.length;
  }

  org(name: string, description: string, age: number, storage: Storage): Org {
    const createdAt = this.#moment(age);
    const org: Org = { id: this.randomId(), name, description, storage, createdAt, updatedAt: createdAt };
    this.#state.orgs.set(org.id, org);
    this.#bucket(org, 'system', ['_tasks', 3, age, 'System bucket for task logs']);
    this.#bucket(org, 'system', ['_monitoring', 7, age, 'System bucket for monitoring logs']);
    return org;
  }

  user(name: string, age: number, orgs: readonly Org[]): User {
    const user = this.formerUser(name, age, orgs);
    this.#state.users.set(user.id, user);
    return user;
  }

  /** Somebody who was deleted since; what this user made is still there. */
  formerUser(name: string, age: number, orgs: readonly Org[]): User {
    return { id: this.#ids.next(this.#moment(age).ms), name, status: 'active', orgIds: orgs.map(({ id }) => id) };
  }

  bucket(org: Org, row: BucketRow): Bucket {
    return this.#bucket(org, 'user', row);
  }

  giver(owner: User, org: Org): Give {
    return (description, age, permissions, more = {}) =>
      this.#tokens.push({ owner, org, description, age, permissions, ...more });
  }

  login(
    owner: User,
    org: Org,
    plan: Pick<TokenPlan, 'username' | 'password' | 'description' | 'age' | 'permissions' | 'status'>,
  ): void {
    this.#tokens.push({ owner, org, ...plan });
  }

  randomId(): string {
    return randomId((count) => this.random.bytes(count));
  }

  /** Stores tokens and logins, oldest first. Gives the secret of the first token of each description. */
  settle(): Map<string, string> {
    const secrets = new Map<string, string>();
    for (const plan of this.#tokens.sort((a, b) => b.age - a.age)) {
      const { username, password } = plan;
      const stored = this.#stored(plan);
      if (username !== undefined) {
        this.#state.logins.set(stored.id, { ...stored, username, password });
        continue;
      }
      const secret = newSecret((count) => this.random.bytes(count));
      this.#state.addAuthorization(stored, secret);
      if (!secrets.has(plan.description)) secrets.set(plan.description, secret);
    }
    return secrets;
  }

  #stored({ owner, org, description, age, permissions, status = 'active', changed }: TokenPlan): Authorization {
    const createdAt = this.#moment(age);
    const id = this.#ids.next(createdAt.ms);
    const updatedAt = changed === undefined ? createdAt : this.#moment(changed);
    return { id, status, description, orgId: org.id, userId: owner.id, permissions, createdAt, updatedAt };
  }

  #bucket(org: Org, type: Bucket['type'], [name, days, age, description = '']: BucketRow): Bucket {
    const createdAt = this.#moment(age);
    const everySeconds = days * 86_400;
    const times = { createdAt, updatedAt: createdAt, everySeconds, shardGroupSeconds: shardGroupSeconds(everySeconds) };
    const bucket: Bucket = {
      id: this.randomId(),
      orgId: org.id,
      type,
      name,
      description,
      retentionPolicyName: '',
      ...times,
    };
    this.#state.buckets.set(bucket.id, bucket);
    return bucket;
  }

  #moment(age: number): Moment {
    return { ms: Math.floor(this.#now - age * DAY), nanos: this.random.between(0, 999_999) };
  }
}
