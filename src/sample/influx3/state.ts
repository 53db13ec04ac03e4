import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { jsonRefusal, Refusal } from './call.ts';
import { DatabaseStore } from './databases.ts';
import { permissionText, type Rights } from './permissions.ts';
import type { Version } from './versions.ts';

/** A token as the server keeps it: the secret only as its hash. */
export interface Token {
  id: number;
  name: string;
  /** SHA-512 of the whole secret: 128 hexadecimal digits. */
  hash: string;
  createdMs: number;
  /** null: never. */
  expiryMs: number | null;
  updatedMs: number | null;
  updatedBy: number | null;
  rights: Rights;
}

export interface ServerOptions {
  version: Version;
  /** Whether it was started `--without-auth`. */
  withoutAuth: boolean;
  /** How Enterprise writes the column `permissions`. */
  permissionsAs: 'array' | 'string';
}

export const OPERATOR = '_admin';

/** What a server knows. */
export class State implements ServerOptions {
  readonly version: Version;
  /** A server that is started again can be started otherwise. */
  withoutAuth: boolean;
  readonly permissionsAs: 'array' | 'string';
  readonly clusterId = randomUUID();
  readonly processId = randomUUID();
  readonly startedMs = Date.now();
  readonly databases: DatabaseStore;
  readonly #tokens = new Map<string, Token>();
  readonly #byHash = new Map<string, Token>();
  #nextId = 0;

  constructor(options: ServerOptions) {
    this.version = options.version;
    this.withoutAuth = options.withoutAuth;
    this.permissionsAs = options.permissionsAs;
    this.databases = new DatabaseStore(options.version);
  }

  /** In the order in which they were made. */
  tokens(): Iterable<Token> {
    return this.#tokens.values();
  }

  get tokenCount(): number {
    return this.#tokens.size;
  }

  tokenNamed(name: string): Token | undefined {
    return this.#tokens.get(name);
  }

  /** The token with this secret, expired or not. */
  tokenOf(secret: string): Token | undefined {
    return this.#byHash.get(sha512(secret));
  }

  /** Stores a token under the next id. Throws what the server says when the name is taken. */
  addToken(given: Pick<Token, 'name' | 'expiryMs' | 'rights'> & { createdMs: number; secret: string }): Token {
    const { secret, ...rest } = given;
    if (this.#tokens.has(given.name)) throw new Refusal(409, `token name already exists, ${given.name}`);
    const token: Token = { ...rest, id: this.#nextId++, hash: sha512(secret), updatedMs: null, updatedBy: null };
    this.#tokens.set(token.name, token);
    this.#byHash.set(token.hash, token);
    return token;
  }

  /** Gives the operator another secret; whoever did it, its own id stands as who changed it. */
  regenerateOperator(secret: string, now = Date.now()): Token {
    const operator = this.#tokens.get(OPERATOR);
    if (!operator) throw new Refusal(500, 'missing admin token, cannot update');
    this.#byHash.delete(operator.hash);
    Object.assign(operator, { hash: sha512(secret), updatedMs: now, updatedBy: operator.id });
    this.#byHash.set(operator.hash, operator);
    return operator;
  }

  deleteToken(name: string): void {
    if (name === OPERATOR) throw new Refusal(405, 'cannot delete operator token');
    const token = this.#tokens.get(name);
    if (!token) throw new Refusal(404, `the requested resource was not found: ${name}`);
    this.#tokens.delete(name);
    this.#byHash.delete(token.hash);
  }

  /** The column `permissions` of a token. */
  permissionsText({ rights }: Token): string {
    const texts = rights === 'everything' ? ['*:*:*'] : rights.map((held) => permissionText(held, this.databases));
    const asArray = this.version.edition === 'Enterprise' && this.permissionsAs === 'array';
    return asArray ? JSON.stringify(texts) : texts.join(',');
  }
}

function sha512(secret: string): string {
  return createHash('sha512').update(secret).digest('hex');
}

/** A secret as InfluxDB 3 makes them: 64 random bytes. */
export function newSecret(bytes: (count: number) => Buffer = randomBytes): string {
  return `apiv3_${bytes(64).toString('base64url')}`;
}

export const databaseUnknown = (name: string): Refusal => jsonRefusal(404, `query error: database not found: ${name}`);
