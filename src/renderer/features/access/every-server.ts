import { ReachIndex } from '#domain/reach-index';
import { namesOf } from '#domain/names';
import type { Bucket, Resources } from '#domain/resource';
import { type AccessHolder, targetOf, whoCan } from '#domain/who-can';
import type { TokenList } from '#state/token-list.svelte';

/** Who can use a bucket or database of one server. */
export interface BucketAnswer {
  readonly bucket: Bucket;
  readonly holders: readonly AccessHolder[];
}

/** How a server stands to the question: in words, and with its answer where it has one. */
export interface ServerSaid {
  readonly state: string;
  readonly answer?: readonly BucketAnswer[];
  readonly retry?: () => void;
}

/** The answers of one server, for everything there that is called so; upper and lower case are the same. */
export function answerOf(
  list: TokenList,
  resources: Resources,
  action: 'read' | 'write',
  name: string,
): readonly BucketAnswer[] {
  const called = namesOf(resources).bucketsNamed(name);
  if (called.length === 0) return [];
  const index = new ReachIndex(list.rows.of(list.tokens));
  return called.map((bucket) => ({ bucket, holders: whoCan(index, action, targetOf(bucket)) }));
}
