import type { SeededRandom } from '#sample/influx2/seed/random';
import type { Database } from '#sample/influx3/databases';
import type { Rights } from '#sample/influx3/permissions';
import { newSecret, OPERATOR, type State } from '#sample/influx3/state';
import { Instant } from '#sample/influx3/time';
import { Table } from '#sample/influx3/tables';

const DAY = 86_400_000;

/** A token that shall have been made `age` days ago. */
export interface TokenPlan {
  name: string;
  rights: Rights;
  age: number;
  /** Days from now until it expires, negative when it has; absent: never. */
  expiresIn?: number;
}

/** Makes a server's past: databases at once, tokens in the order in which they would have been made. */
export class Plan {
  readonly state: State;
  readonly random: SeededRandom;
  readonly #now = Date.now();
  readonly #tokens: TokenPlan[] = [];

  constructor(state: State, random: SeededRandom) {
    this.state = state;
    this.random = random;
  }

  get planned(): number {
    return this.#tokens.length;
  }

  /** A database with its tables; `days` of retention, 0 for ever. */
  database(name: string, days: number, tables: readonly string[]): Database {
    const database = this.state.databases.create(name, days === 0 ? null : BigInt(days * DAY) * 1_000_000n);
    for (const table of tables) this.#fill(database.tables, table);
    return database;
  }

  /** Deletes a database, `age` days ago. */
  deleted(database: Database, age: number): void {
    this.state.databases.delete(database.name, 'default', this.#moment(age));
  }

  token(plan: TokenPlan): void {
    this.#tokens.push(plan);
  }

  /** Stores the operator and up to `most` tokens beside it. Gives the secrets by name. */
  settle(most: number): Map<string, string> {
    const secrets = new Map<string, string>();
    this.#store({ name: OPERATOR, rights: 'everything', age: 540 }, secrets);
    const tokens = this.#tokens.slice(0, most).sort((a, b) => b.age - a.age);
    for (const plan of tokens) this.#store(plan, secrets);
    const secret = this.#secret();
    this.state.regenerateOperator(secret, this.#moment(47));
    return secrets.set(OPERATOR, secret);
  }

  #store({ name, rights, age, expiresIn }: TokenPlan, secrets: Map<string, string>): void {
    const secret = this.#secret();
    const expiryMs = expiresIn === undefined ? null : this.#moment(-expiresIn);
    this.state.addToken({ name, rights, createdMs: this.#moment(age), expiryMs, secret });
    secrets.set(name, secret);
  }

  #secret(): string {
    return newSecret((count) => this.random.bytes(count));
  }

  #fill(tables: Map<string, Table>, name: string): void {
    const table = new Table(name);
    tables.set(name, table);
    for (let hour = 24; hour > 0; hour--) {
      const fields = new Map([['value', Math.round(this.random.next() * 1000) / 10]]);
      const site = this.random.pick(['hamburg', 'lyon', 'porto']);
      table.write(new Map([['site', site]]), fields, Instant.ofMs(Math.floor(this.#moment(hour / 24) / 1000) * 1000));
    }
  }

  #moment(age: number): number {
    return Math.floor(this.#now - age * DAY);
  }
}
