import { newSecret, randomId, RisingIds } from '#sample/influx2/ids';
import { operatorPermissions, allAccessPermissions, type Permission } from '#sample/influx2/permissions';
import { shardGroupSeconds, type Bucket, type Org, type State, type Status, type User } from '#sample/influx2/state';
import type { Moment } from '#sample/influx2/time';
import type { SeededRandom } from './random.ts';

const DAY = 86_400_000;

/** A token, or a v1 login, that shall have been made `age` days ago. */
export interface TokenPlan {
  description: string;
  owner: User;
  org: Org;
  permissions: readonly Permission[];
  /** Days, fractions allowed. */
  age: number;
  /** Days since its last change; its age when nobody changed it. */
  changed?: number;
  status?: Status;
}

interface LoginPlan extends TokenPlan {
  username: string;
  password?: string;
}

/** Makes a server's past: things with an age in days, stored in the order in which they would have been made. */
export class Plan {
  readonly state: State;
  readonly random: SeededRandom;
  readonly #now = Date.now();
  readonly #ids: RisingIds;
  readonly #tokens: TokenPlan[] = [];
  readonly #logins: LoginPlan[] = [];
  /** Days, of users and organizations by id: nothing of theirs is older. */
  readonly #ages = new Map<string, number>();

  constructor(state: State, random: SeededRandom) {
    this.state = state;
    this.random = random;
    this.#ids = new RisingIds(random.between(0, 1023));
  }

  get planned(): number {
    return this.#tokens.length;
  }

  /** Users are made in the order of the calls: oldest first. */
  user(name: string, age: number, more: Partial<User> = {}): User {
    const user = this.formerUser(name, age, more);
    this.state.users.set(user.id, user);
    return user;
  }

  /** A user that was deleted since; its tokens are still there. */
  formerUser(name: string, age: number, more: Partial<User> = {}): User {
    const user: User = { id: this.#ids.next(this.#moment(age).ms), name, status: 'active', ...more };
    this.#ages.set(user.id, age);
    return user;
  }

  org(name: string, description: string, age: number, owners: readonly User[]): Org {
    const org = this.formerOrg(name, description, age);
    this.state.orgs.set(org.id, org);
    this.#bucket(org, {
      type: 'system',
      name: '_tasks',
      description: 'System bucket for task logs',
      everySeconds: 3 * 86_400,
      age,
    });
    this.#bucket(org, {
      type: 'system',
      name: '_monitoring',
      description: 'System bucket for monitoring logs',
      everySeconds: 7 * 86_400,
      age,
    });
    for (const { id } of owners)
      this.state.memberships.push({ userId: id, role: 'owner', resourceType: 'orgs', resourceId: org.id });
    return org;
  }

  formerOrg(name: string, description: string, age: number): Org {
    const createdAt = this.#moment(age);
    const org: Org = { id: this.#randomId(), name, description, createdAt, updatedAt: createdAt };
    this.#ages.set(org.id, age);
    return org;
  }

  /** `hours` of retention, 0 for ever. */
  bucket(org: Org, name: string, hours: number, age: number, description = ''): Bucket {
    return this.#bucket(org, { type: 'user', name, description, everySeconds: hours * 3600, age });
  }

  /** The id of a bucket that is gone. */
  formerBucket(): string {
    return this.#randomId();
  }

  token(plan: TokenPlan): void {
    const oldest = Math.min(this.#ages.get(plan.owner.id) ?? plan.age, this.#ages.get(plan.org.id) ?? plan.age) - 0.005;
    const age = Math.min(plan.age, oldest * (plan.age > oldest ? this.random.next() : 1));
    this.#tokens.push({ ...plan, age, changed: plan.changed === undefined ? undefined : Math.min(plan.changed, age) });
  }

  login(plan: LoginPlan): void {
    this.#logins.push(plan);
  }

  operator(): Permission[] {
    return operatorPermissions(this.state.version.resourceTypes);
  }

  allAccess(org: Org, user: User): Permission[] {
    return allAccessPermissions(this.state.version.resourceTypes, org.id, user.id);
  }

  /** Stores tokens and logins, oldest first. Gives the secret of the first token of each description. */
  settle(): Map<string, string> {
    const secrets = new Map<string, string>();
    for (const plan of this.#tokens.sort((a, b) => b.age - a.age)) {
      const secret = newSecret((count) => this.random.bytes(count));
      this.state.addAuthorization(this.#stored(plan), secret);
      if (!secrets.has(plan.description)) secrets.set(plan.description, secret);
    }
    for (const plan of this.#logins.sort((a, b) => b.age - a.age)) {
      const login = { ...this.#stored(plan), token: plan.username, password: plan.password };
      this.state.legacy.set(login.id, login);
    }
    return secrets;
  }

  #stored({
    description,
    owner,
    org,
    permissions,
    age,
    changed,
    status = 'active',
  }: TokenPlan): Parameters<State['addAuthorization']>[0] {
    const createdAt = this.#moment(age);
    const id = this.#ids.next(createdAt.ms);
    const updatedAt = changed === undefined ? createdAt : this.#moment(changed);
    return { id, status, description, orgId: org.id, userId: owner.id, permissions, createdAt, updatedAt };
  }

  #bucket(
    org: Org,
    { age, ...wanted }: Pick<Bucket, 'type' | 'name' | 'description' | 'everySeconds'> & { age: number },
  ): Bucket {
    const createdAt = this.#moment(age);
    const shardGroup = shardGroupSeconds(wanted.everySeconds);
    const bucket: Bucket = {
      ...wanted,
      id: this.#randomId(),
      orgId: org.id,
      retentionPolicyName: '',
      shardGroupSeconds: shardGroup,
      createdAt,
      updatedAt: createdAt,
    };
    this.state.buckets.set(bucket.id, bucket);
    return bucket;
  }

  #randomId(): string {
    return randomId((count) => this.random.bytes(count));
  }

  #moment(age: number): Moment {
    return { ms: Math.floor(this.#now - age * DAY), nanos: this.random.between(0, 999_999) };
  }
}
