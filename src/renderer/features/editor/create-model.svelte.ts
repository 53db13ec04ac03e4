import { type CloneReport, takeClone } from './clone.ts';
import { grantsOf } from './choice.ts';
import { isOther, type Known, mergedOrganizations } from './create-facts.ts';
import { expiryProblem, whyNotYet, whyNoUser } from './create-reasons.ts';
import { Draft } from './draft.svelte.ts';
import { kindReasons } from './kind-reasons.ts';
import { type FormPart, partOf, partWords } from './refusal.ts';
import { type FailureFacts, factsOf } from '#contract/failure';
import { mayCreate } from '#domain/may-grant';
import { type Names, namesOf } from '#domain/names';
import { grantableTypes } from '#domain/resource-type';
import type { Organization, User } from '#domain/resource';
import type { NewToken, Token } from '#domain/token';

/** Stands for the owner while its user is not made yet. */
const NEW_OWNER = 'ffffffffffffffff';

/** The create page without its looks: what was chosen, what it means, why it cannot be made, and making it. */
export class CreateModel {
  readonly draft: Draft;
  readonly clone: CloneReport | undefined;
  readonly types: readonly string[];
  readonly organizations: readonly Organization[];
  failure = $state.raw<FailureFacts | undefined>();
  /** The person said that acting in another organization than the one in view is meant. */
  crossingMeant = $state(false);
  creating = $state(false);
  #users = $state.raw<readonly User[]>([]);
  readonly #known: Known;

  constructor(known: Known) {
    this.#known = known;
    const { server, resources, narrowedTo, cloneOf } = known;
    this.#users = resources?.users ?? [];
    this.types = grantableTypes(server?.resourceTypes ?? []);
    this.organizations = mergedOrganizations(server, resources);
    this.draft = new Draft(
      this.traits?.organizations === false
        ? ''
        : (narrowedTo ?? server?.self?.orgId ?? this.organizations[0]?.id ?? ''),
    );
    const first = this.traits?.offers.find(({ reason }) => reason === undefined);
    if (first && !this.traits?.offers.some(({ kind, reason }) => kind === this.draft.kind && reason === undefined))
      this.draft.kind = first.kind;
    this.clone = cloneOf && takeClone(this.draft, cloneOf, { names: this.names, server, resources });
    if (known.editOf) this.#takeAsItIs(known.editOf);
  }

  /** How tokens are on this server; undefined when it could not be read. */
  get traits() {
    return this.#known.server?.traits;
  }

  get self() {
    return this.#known.server?.self;
  }

  get users(): readonly User[] {
    return this.#users;
  }

  readonly names: Names = $derived.by(() => {
    const { server, resources } = this.#known;
    const names = namesOf(resources && { ...resources, users: [...this.#users] }, server?.organizations);
    const { owner } = this.draft;
    return owner.who === 'new' ? { ...names, user: (id) => (id === NEW_OWNER ? owner.name : names.user(id)) } : names;
  });

  readonly orgName = $derived.by(() =>
    this.draft.orgId === ''
      ? 'this server'
      : (this.organizations.find(({ id }) => id === this.draft.orgId)?.name ?? this.draft.orgId),
  );
  readonly buckets = $derived.by(() =>
    // A server's own database is for administrators: a right on it gives nothing.
    (this.#known.resources?.buckets ?? []).filter(
      ({ orgId, system }) => orgId === this.draft.orgId && !(system && this.traits?.data === 'databases'),
    ),
  );
  readonly #ownerId = $derived.by(() => {
    const { owner } = this.draft;
    if (owner.who === 'me') return this.self?.userId;
    return owner.who === 'user' ? owner.id : NEW_OWNER;
  });
  readonly ownerName = $derived.by(() => {
    const { owner } = this.draft;
    if (owner.who === 'me') return this.self?.userName ?? 'the own user';
    return owner.who === 'new' ? owner.name || 'the new user' : (this.names.user(owner.id) ?? owner.id);
  });

  readonly grants = $derived.by(() => grantsOf(this.draft, { ownerId: this.#ownerId ?? '', types: this.types }));
  readonly wanted: NewToken = $derived.by(() => ({
    orgId: this.draft.orgId,
    ...(this.draft.owner.who === 'me' ? {} : { ownerId: this.#ownerId }),
    // Two names that differ by a blank at an end look like one.
    description: this.traits?.label === 'name' ? this.draft.description.trim() : this.draft.description,
    status: this.draft.status,
    ...((this.draft.kind === 'admin' || this.draft.kind === 'database') && { kind: this.draft.kind }),
    grants: this.grants,
  }));
  readonly kindReasons = $derived.by(() => ({
    ...kindReasons(this.self, this.draft.orgId, this.types),
    ...Object.fromEntries((this.traits?.offers ?? []).flatMap(({ kind, reason }) => (reason ? [[kind, reason]] : []))),
  }));
  readonly may = $derived.by(() =>
    this.self && this.grants.length > 0 ? mayCreate(this.self, { ...this.wanted, ownerId: this.#ownerId }) : undefined,
  );
  /** Another organization than the one that the person works in. */
  readonly crossing = $derived.by(
    () => this.#known.narrowedTo !== undefined && this.#known.narrowedTo !== this.draft.orgId,
  );

  /** What is gone stays ticked: whoever changes one right does not mean to take others away. */
  #takeAsItIs({ description, grants }: Token): void {
    this.draft.description = description;
    this.draft.takeGrants('database', grants, undefined);
  }

  /** The token whose rights are changed, if one is. */
  get editOf(): Token | undefined {
    return this.#known.editOf;
  }

  /** Why no user can be made on the way. */
  readonly newUserReason = $derived.by(() => whyNoUser(this.#known.server));

  /** Why it cannot be made yet; undefined when it can. */
  readonly reason = $derived.by(() =>
    whyNotYet(this.draft, {
      traits: this.traits,
      unable: this.kindReasons[this.draft.kind],
      grants: this.grants.length,
      may: this.may,
      unmeant: this.crossing && !this.crossingMeant ? this.orgName : undefined,
    }),
  );

  readonly errors: Partial<Record<FormPart, string>> = $derived.by(() => {
    const part = this.failure && partOf(this.failure);
    const expiry = expiryProblem(this.draft, Date.now());
    return { ...(part && this.failure && { [part]: partWords(this.failure) }), ...(expiry && { expiry }) };
  });

  moveTo(orgId: string): void {
    this.draft.moveTo(orgId);
    this.crossingMeant = false;
    this.failure = undefined;
  }

  /**
   * Makes the user first if one is to be, then the token. Undefined when that failed; the form keeps everything.
   * `otherExpiry`: the server keeps another end of the token than was asked for.
   */
  create(): Promise<{ token: Token; revealId: string; otherExpiry: boolean } | undefined> {
    return this.#send(async ({ api, connectionId }) => {
      await this.#makeUser();
      const expiresAt = this.draft.expiresAt(Date.now());
      const wanted = { ...this.wanted, ...(expiresAt && { expiresAt }) };
      const made = await api.tokens.create({ connectionId, wanted });
      return { ...made, otherExpiry: isOther(made.token.expiresAt, expiresAt) };
    });
  }

  /** Changes description and rights of a token, all of them at once. Undefined when that failed. */
  change(shown: Token): Promise<Token | undefined> {
    const { store, id } = shown;
    const change = { description: this.draft.description, grants: this.grants };
    return this.#send(({ api, connectionId }) =>
      api.tokens.update({ connectionId, token: { store, id }, change, shown }),
    );
  }

  async #send<T>(send: (known: Known) => Promise<T>): Promise<T | undefined> {
    if (this.creating || this.reason) return undefined;
    this.creating = true;
    this.failure = undefined;
    try {
      return await send(this.#known);
    } catch (thrown) {
      this.failure = factsOf(thrown);
      return undefined;
    } finally {
      this.creating = false;
    }
  }

  /** A user that was made stays made: the next try takes it instead of making another. */
  async #makeUser(): Promise<void> {
    const { owner } = this.draft;
    if (owner.who !== 'new') return;
    const { api, connectionId, onuser } = this.#known;
    const user = await api.users.create({ connectionId, name: owner.name.trim() });
    this.#users = [...this.#users, user];
    this.draft.owner = { who: 'user', id: user.id };
    onuser(user);
  }
}
