import type { Answering, Server } from '#domain/server';
import type { Secret } from '#main/secret';
import type { Http } from './http/http.ts';
import type { Timers } from './http/limits.ts';
import type { Base } from './http/path.ts';
import type { ReadTransport } from './http/http.ts';
import type { ConnectNews } from '#contract/shapes';
import type { Provider, ReadSide } from './provider.ts';

/**
 * What a provider works with. `ownTokenId`: the token of the connection, when this app made it. `elsewhere` opens a
 * client for another address, which has no token to send; whoever opens it closes it.
 */
export interface FamilyDeps {
  http: Http;
  elsewhere: (address: string) => Http;
  timers: Timers;
  credential: () => Promise<Secret | undefined>;
  ownTokenId?: string;
}

/** A provider of one family, which is told who answered. */
export interface FamilyProvider extends Omit<Provider, 'read' | 'family'> {
  read: Omit<ReadSide, 'connect'> & {
    /** As `ReadSide.connect`, but for its first steps: that the server is reached, encrypted, and who it is. */
    connect(answering: Answering, tell: (news: ConnectNews) => void, signal: AbortSignal): Promise<Server>;
  };
}

/** One family of InfluxDB products: how it is known, and how it is spoken to. */
export interface Family {
  readonly name: string;
  /** Does the address alone say that it leads to this family? Then no other is asked. */
  isNamedBy?(base: Base): boolean;
  /**
   * Who answers, asked without a credential; undefined when it is none of this family. `supported: false` names a
   * product that the app cannot work with. A Failure says why nobody can be told.
   */
  identify(reading: ReadTransport, base: Base, signal: AbortSignal): Promise<Answering | undefined>;
  create(deps: FamilyDeps): FamilyProvider;
}
