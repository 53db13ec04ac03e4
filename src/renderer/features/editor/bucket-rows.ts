import type { Bucket } from '#domain/resource';

export interface BucketRow {
  id: string;
  name: string;
  /** In seconds; absent when nothing is known of the bucket. */
  retention: number | undefined;
  is: 'own' | 'system' | 'stray';
}

/**
 * The rows of the picker: those that the search text finds, by name, the server's own buckets behind, ticked unknown
 * ids last.
 */
export function bucketRows(buckets: readonly Bucket[], strays: readonly string[], search: string): BucketRow[] {
  const own = buckets.map(rowOf);
  own.sort(
    (a, b) =>
      Number(a.is === 'system') - Number(b.is === 'system') || a.name.localeCompare(b.name, 'en', { numeric: true }),
  );
  const unknown = strays.map((id): BucketRow => ({ id, name: id, retention: undefined, is: 'stray' }));
  const wanted = search.trim().toLowerCase();
  const rows = [...own, ...unknown];
  return wanted === '' ? rows : rows.filter(({ id, name }) => name.toLowerCase().includes(wanted) || id === wanted);
}

/** The ticked buckets that are not among those that the connection sees. */
export function strayBuckets(buckets: readonly Bucket[], ...ticked: readonly Iterable<string>[]): string[] {
  const known = new Set(buckets.map(({ id }) => id));
  const strays = new Set<string>();
  for (const ids of ticked) for (const id of ids) if (!known.has(id)) strays.add(id);
  return [...strays];
}

function rowOf({ id, name, retention, system }: Bucket): BucketRow {
  return { id, name, retention, is: system ? 'system' : 'own' };
}
