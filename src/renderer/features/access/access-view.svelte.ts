import { targetOf } from '#domain/access-target';
import { arrange } from '#domain/access-matrix';
import type { Names } from '#domain/names';
import { bucketAccess } from '#domain/resource-access';
import { ReachIndex } from '#domain/reach-index';
import type { Bucket, Resources } from '#domain/resource';
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
  readonly bucket: Bucket | undefined = $derived.by(() => {
    const { bucketId } = this.question();
    return this.buckets.find(({ id }) => id === bucketId) ?? this.matrix.columns[0];
  });
  readonly holders: readonly AccessHolder[] = $derived.by(() =>
    this.bucket ? whoCan(this.index, this.question().action, targetOf(this.bucket)) : [],
  );
  readonly groups: readonly HolderGroup[] = $derived.by(() => grouped(this.holders));

  /** When the tokens were read, in ms since 1970. */
  readAt(): number | undefined {
    return this.#list().end?.readAt;
  }

  constructor(
    list: () => TokenList,
    names: () => Names,
    resources: () => Resources | undefined,
    question: () => AccessQuestion,
  ) {
    this.#list = list;
    this.#names = names;
    this.#resources = resources;
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
