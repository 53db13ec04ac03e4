import type { Api } from '#api/client';
import { factsOf, type FailureFacts } from '#contract/failure';
import type { ConnectionId } from '#domain/connection';
import { SharedParts } from '#domain/shared-parts';
import type { SnapshotFacts } from '#domain/snapshot';
import { tokenKey, type Token, type TokenListEnd, type TokenRef } from '#domain/token';
import { apart } from './apart.svelte.ts';
import { newSince, recall, type Before, type LastOf, type Recalled } from './recall.ts';
import { TokenRows } from './token-rows.ts';

/**
 * How the rows stand to the server: never read; being read for the first time; as fresh as `end.readAt`; shown from
 * before while a fresh list is read; or the last attempt failed (rows from before may still be there).
 */
type ListState = 'idle' | 'loading' | 'fresh' | 'refreshing' | 'failed';

/** Who comes back to a server within this time sees what was just read, in ms. */
const SETTLED_MS = 2000;

/** Is told of operator tokens that are new on a server. */
type NewOperators = (connectionId: ConnectionId, tokens: readonly Token[]) => void;

/** The tokens of one server, as they were last read. An answer can only land in the list of its own server. */
export class TokenList {
  /** Never deep: a server may have 100,000. */
  tokens: readonly Token[] = $state.raw([]);
  stage: ListState = $state('idle');
  end: TokenListEnd | undefined = $state.raw();
  failure: FailureFacts | undefined = $state.raw();
  /** The earlier run's snapshot that the rows are of, until this run's list comes. Without `end`: of its first only. */
  past: SnapshotFacts | undefined = $state.raw();
  /** Tokens with power over the whole server that came since the list before, until a person has seen what changed. */
  newOperators: readonly Token[] = $state.raw([]);
  readonly rows = new TokenRows();
  /** How many have come of the list that is being read. */
  arrived = $state(0);
  /** The tokens of one user, for which the server was asked, while they are shown in the place of all. */
  asked: TokenList | undefined = $state.raw();
  #reading: AbortController | undefined;
  #now: Promise<void> | undefined;

  /** `user`: the one whose tokens the server is asked for, by id or name; absent for the whole list. */
  constructor(
    readonly api: Api,
    readonly connectionId: ConnectionId,
    readonly user?: string,
    readonly lastOf: LastOf = () => null,
    private readonly onNewOperators: NewOperators = () => undefined,
  ) {}

  /** How many tokens there are, as far as that is known. */
  get total(): number {
    return (this.end ? undefined : this.past?.tokens) ?? this.tokens.length;
  }

  /** Asks the server for the tokens of one user, and shows those; undefined goes back to the whole list. */
  askFor(user: string | undefined): void {
    this.asked?.cancel();
    this.asked = user === undefined ? undefined : new TokenList(this.api, this.connectionId, user);
    void this.asked?.read();
  }

  /** Reads the list, unless it is being read already. Rows from before stay until the fresh ones are all there. */
  read(): Promise<void> {
    this.#now ??= this.#read().finally(() => (this.#now = undefined));
    return this.#now;
  }

  /** Reads anew what was read a while ago; its rows stay and say so meanwhile. What was never read, its view reads. */
  freshen(now: number): void {
    if (this.end && now - this.end.readAt > SETTLED_MS) void this.read();
  }

  /** Ends a reading; what was there before stays. */
  cancel(): void {
    this.#reading?.abort();
  }

  /** Puts what the server answered to a change in the place of the old row, or at the end when it is new. */
  put(token: Token): void {
    const key = tokenKey(token);
    const known = this.tokens.some((each) => tokenKey(each) === key);
    this.tokens = known ? this.tokens.map((each) => (tokenKey(each) === key ? token : each)) : [...this.tokens, token];
    // What is new would not be seen among those of one user.
    if (known) this.asked?.replace(token);
    else this.askFor(undefined);
  }

  /** The same of a token that is there, and nothing of any other. */
  replace(token: Token): void {
    if (this.tokens.some((each) => tokenKey(each) === tokenKey(token))) this.put(token);
  }

  drop(ref: TokenRef): void {
    const key = tokenKey(ref);
    this.tokens = this.tokens.filter((each) => tokenKey(each) !== key);
    this.asked?.drop(ref);
  }

  async #read(): Promise<void> {
    const reading = new AbortController();
    const first = this.end === undefined;
    const fresh: Token[] = [];
    const parts = new SharedParts();
    this.#reading = reading;
    this.arrived = 0;
    this.stage = first ? 'loading' : 'refreshing';
    const recalled = first && this.user === undefined ? recall(this, this) : undefined;
    try {
      await recalled?.drawn;
      const end = await this.#list((chunk) => {
        parts.share(chunk);
        for (const token of chunk) fresh.push(token);
        this.arrived = fresh.length;
        // The first rows, then each time that there are twice as many: to show every chunk would cost the square.
        if (!this.end && !this.past && fresh.length >= 2 * this.tokens.length) this.tokens = [...fresh];
      }, reading.signal);
      const before = first ? recalled?.whole : { tokens: this.tokens, facts: this.end };
      this.tokens = fresh;
      this.end = end;
      this.past = undefined;
      this.failure = undefined;
      this.stage = 'fresh';
      this.#tellNew(await before);
    } catch (thrown) {
      if (!this.past) this.#dropPart();
      this.showWhole(await recalled?.whole);
      this.#dropPart();
      this.#fail(factsOf(thrown));
    }
  }

  /** Shows the tokens that stand first in a list of an earlier run, unless rows of the server are there already. */
  showFirst({ facts, tokens }: Recalled): void {
    if (this.end || this.tokens.length > 0 || tokens.length === 0) return;
    this.past = facts;
    this.tokens = tokens;
  }

  /** Shows the whole of it, in their place. */
  showWhole(recalled: Recalled | undefined): void {
    if (!recalled || this.end || (this.past !== recalled.facts && this.tokens.length > 0)) return;
    this.past = this.end = recalled.facts;
    this.tokens = recalled.tokens;
    if (this.stage === 'loading') this.stage = 'refreshing';
  }

  /** Part of a list looks like a whole one: it is not kept. */
  #dropPart(): void {
    if (this.end) return;
    this.tokens = [];
    this.past = undefined;
  }

  #tellNew(before: Before | undefined): void {
    const found = newSince(before, { tokens: this.tokens, facts: this.end });
    if (found.length === 0) return;
    this.newOperators = [...this.newOperators, ...found];
    this.onNewOperators(this.connectionId, found);
  }

  #list(take: (chunk: readonly Token[]) => void, signal: AbortSignal): Promise<TokenListEnd> {
    const { api, connectionId, user } = this;
    if (user === undefined) return api.tokens.list({ connectionId }, take, signal);
    return api.tokens.ofUser({ connectionId, user }, take, signal);
  }

  #fail(failure: FailureFacts): void {
    this.failure = failure;
    this.stage = failure.kind === 'cancelled' && this.end ? 'fresh' : 'failed';
  }
}

/** The lists of all servers that were opened in this run. */
export class TokenLists {
  /** Another map once a list is forgotten, so that views ask for it anew; added to in place, which nobody waits for. */
  #lists = $state.raw(new Map<ConnectionId, TokenList>());

  constructor(
    private readonly api: Api,
    /** By itself, main is asked. */
    private readonly lastOf: LastOf = (connectionId) => api.history.last({ connectionId }),
    private readonly onNewOperators?: NewOperators,
  ) {}

  /** The list of a server; made at first use, read by whoever shows it. */
  of(id: ConnectionId): TokenList {
    const known = this.#lists.get(id);
    if (known) return known;
    const list = apart(() => new TokenList(this.api, id, undefined, this.lastOf, this.onNewOperators));
    this.#lists.set(id, list);
    return list;
  }

  forget(id: ConnectionId): void {
    this.#lists.get(id)?.cancel();
    this.#lists = new Map([...this.#lists].filter(([known]) => known !== id));
  }
}
