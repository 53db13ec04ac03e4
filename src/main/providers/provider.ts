import type { Bucket, Organization, Resources, User } from '#domain/resource';
import type { Capability, ConfigurationLine, Server, SetUpInput } from '#domain/server';
import type { NewToken, Token, TokenChange, TokenListEnd, TokenRef } from '#domain/token';
import type { ConnectNews } from '#contract/shapes';
import type { Secret } from '#main/secret';

/** A token just made, with the value that only its maker is told. */
export interface Created {
  token: Token;
  secret: Secret;
}

/** What first-run set-up made: the organization, its bucket and user, and the operator token. */
export interface SetUpDone extends Created {
  organization: Organization;
  bucket: Bucket;
  user: User;
}

/** An operator token with another value. `isFormer` knows the value that it had before. */
export interface Regenerated extends Created {
  isFormer: (secret: Secret) => boolean;
}

/**
 * What can be asked of a server without changing it. Every call ends with a Failure 'cancelled' when `signal` aborts.
 */
export interface ReadSide {
  /**
   * Runs the connect sequence, telling each step as it ends, and the server itself as soon as nothing that is still to
   * come can change who the connection is. Throws the Failure of the step that ends it.
   */
  connect(tell: (news: ConnectNews) => void, signal: AbortSignal): Promise<Server>;
  /** Hands on the tokens in the server's order, in batches, then tells how complete they are. */
  listTokens(onTokens: (tokens: Token[]) => void, signal: AbortSignal): Promise<TokenListEnd>;
  /**
   * The same of one user's tokens alone, for which the server is asked by the user's id or name. Failure 'not-able'
   * where it cannot be.
   */
  listTokensOf(user: string, onTokens: (tokens: Token[]) => void, signal: AbortSignal): Promise<TokenListEnd>;
  getToken(ref: TokenRef, signal: AbortSignal): Promise<Token>;
  /** The value of a token, where the server still tells it. */
  lookAtValue(ref: TokenRef, signal: AbortSignal): Promise<Secret>;
  listResources(signal: AbortSignal): Promise<Resources>;
  configuration(signal: AbortSignal): Promise<ConfigurationLine[]>;
  /**
   * The server's own token page for people, as an absolute https or http address on the connection's origin; undefined
   * without one.
   */
  tokenPage(orgId: string | undefined, signal: AbortSignal): Promise<string | undefined>;
}

/** The writes that a family may implement; a key of it is a Capability. */
export interface WriteSide {
  createToken(wanted: NewToken, signal: AbortSignal): Promise<Created>;
  updateToken(ref: TokenRef, change: TokenChange, signal: AbortSignal): Promise<Token>;
  deleteToken(ref: TokenRef, signal: AbortSignal): Promise<void>;
  createUser(name: string, signal: AbortSignal): Promise<User>;
  setUp(input: SetUpInput, signal: AbortSignal): Promise<SetUpDone>;
  /** Makes the first token of a server that nobody has claimed yet. Never repeated by itself. */
  claimOperator(signal: AbortSignal): Promise<Created>;
  /** Gives the operator token another value; the old one is dead at once. */
  regenerateOperator(signal: AbortSignal): Promise<Regenerated>;
  /**
   * The same by the server's recovery port, which listens at an address of its own (`address`, scheme to port), asks
   * for no token and closes when it has given one. Never repeated by itself, and never called to find out whether it is
   * there.
   */
  recoverOperator(address: string, signal: AbortSignal): Promise<Created>;
}

/** One InfluxDB family, speaking for one connection. What it can do is what it implements. */
export interface Provider {
  /** Who answered last, by the name of the family; undefined before anybody did. */
  family(): string | undefined;
  read: ReadSide;
  write: Partial<WriteSide>;
}

/** What a method that only reads is handed. */
export interface Reading {
  read: ReadSide;
}

/** The one write operation that a method is handed, beside all reads. */
export interface Writing<W extends Capability> extends Reading {
  write: Pick<WriteSide, W>;
}
