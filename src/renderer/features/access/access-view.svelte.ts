import { type AccessSubject, bucketSubjects, otherSubjects } from '#domain/access-subject';
import { arrange } from '#domain/access-matrix';
import type { Names } from '#domain/names';
import { bucketAccess } from '#domain/resource-access';
import { ReachIndex } from '#domain/reach-index';
import type { Bucket, Resources } from '#domain/resource';
import type { Server } from '#domain/server';
import { type CanDo, whatCan } from '#domain/what-can';
import type { TokenRow } from '#domain/search-row';
import { type AccessHolder, type Through, whoCan } from '#domain/who-can';
import type { AccessQuestion } from '#state/access-question.svelte';
import type { TokenList } from '#state/token-list.svelte';

/** Holders that have a right through the same: the grants of one kind, in one organization. */
export interface HolderGroup {
  readonly through: Through;
  readonly orgId: string | undefined;
  readonly holders: AccessHolder[];
}

/** The answers to what a person asks about one server. */
export class AccessView {
  readonly #list: () => TokenList;
  readonly #names: () => Names;
  readonly #resources: () => Resources | undefined;
  readonly #server: () => Server | undefined;
  readonly question: () => AccessQuestion;

  readonly rows = $derived.by(() => {
    // The rows follow the names: those are set first.
    this.#names();
    return this.#list().rows.of(this.#list().tokens);
  });
  readonly index = $derived.by(() => new ReachIndex(this.rows));
  readonly buckets = $derived.by(() => [...(this.#resources()?.buckets ?? [])].sort(byName));
  /** All of them in an order that shows what is alike; the bucket that most tokens name stands first. */
  readonly matrix = $derived.by(() => arrange(this.rows, this.buckets));
  /** How many tokens that work may read and write each. */
  readonly counts = $derived.by(() =>
    bucketAccess(
      this.rows.map(({ token }) => token),
      this.buckets,
    ),
  );
  /** Everything that can be asked about: buckets or databases first. */
  readonly subjects: readonly AccessSubject[] = $derived.by(() => {
    const [resources, server] = [this.#resources(), this.#server()];
    const others = resources && server ? otherSubjects(resources, server.resourceTypes, server.traits) : [];
    return [...bucketSubjects(this.buckets, this.#names()), ...others];
  });
  readonly #called = $derived.by(() => new Map(this.subjects.map(({ key, name }) => [key, name])));
  readonly subject: AccessSubject | undefined = $derived.by(() => {
    const { about } = this.question();
    const [first] = this.matrix.columns;
    return this.subjects.find(({ key }) => key === about) ?? this.subjects.find(({ key }) => key === first?.id);
  });
  readonly holders: readonly AccessHolder[] = $derived.by(() =>
    this.subject ? whoCan(this.index, this.question().action, this.subject.target) : [],
  );
  /** The token of which it is asked what it can do: the chosen one, else the first. */
  readonly asked: TokenRow | undefined = $derived.by(() => {
    const { token } = this.question();
    return this.rows.find(({ key }) => key === token) ?? this.rows[0];
  });
  readonly can: readonly CanDo[] = $derived.by(() => (this.asked ? whatCan(this.asked, this.subjects) : []));
  readonly groups: readonly HolderGroup[] = $derived.by(() => grouped(this.holders));

  /** What a bucket or database is called here: with its organization where others have its name. */
  called({ id, name }: Pick<Bucket, 'id' | 'name'>): string {
    return this.#called.get(id) ?? name;
  }

  /** When the tokens were read, in ms since 1970. */
  readAt(): number | undefined {
    return this.#list().end?.readAt;
  }

  constructor(
    list: () => TokenList,
    names: () => Names,
    resources: () => Resources | undefined,
    server: () => Server | undefined,
    question: () => AccessQuestion,
  ) {
    this.#list = list;
    this.#names = names;
    this.#resources = resources;
    this.#server = server;
    this.question = question;
  }
}

/** The holders by what they have the right through, in their order. */
export function grouped(holders: readonly AccessHolder[]): HolderGroup[] {
  const groups = new Map<string, HolderGroup>();
  for (const holder of holders) {
    const { through, grant, row } = holder;
    const ofOrg = through === 'organization' || through === 'all-access';
    const orgId = ofOrg ? (grant.orgId ?? row.token.orgId) : undefined;
    const key = `${through}:${orgId ?? ''}`;
    const known = groups.get(key);
    if (known) known.holders.push(holder);
    else groups.set(key, { through, orgId, holders: [holder] });
  }
  return [...groups.values()];
}

function byName(a: Bucket, b: Bucket): number {
  return Number(a.system) - Number(b.system) || a.name.localeCompare(b.name, 'en', { numeric: true });
}
