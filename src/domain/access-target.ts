import type { Wanted } from './access.ts';
import type { Action } from './grant.ts';
import type { Bucket } from './resource.ts';

/** What somebody may or may not get at: one resource, or without an id all of a type, also those to come. */
export interface AccessTarget {
  readonly type: string;
  readonly id?: string | undefined;
  readonly orgId?: string | undefined;
  /** One of the server's own buckets. */
  readonly system?: boolean;
}

/**
 * The right that using the target takes. InfluxDB OSS 2.x lets its own buckets (`_monitoring`, `_tasks`) be found and
 * read by whoever may read their organization, and no right on the bucket counts (`authorize.go`,
 * `AuthorizeReadBucket`); writing them is as with any other (`write_handler.go`).
 */
export function wantedFor(action: Action, { type, id, orgId, system = false }: AccessTarget): Wanted {
  if (system && action === 'read' && type === 'buckets' && orgId) return { action, type: 'orgs', id: orgId };
  return { action, type, ...(id === undefined ? {} : { id }), ...(orgId ? { orgId } : {}) };
}

/** A bucket or database as a target. */
export function targetOf({ id, orgId, system }: Pick<Bucket, 'id' | 'orgId' | 'system'>): AccessTarget {
  return orgId === '' ? { type: 'databases', id, system } : { type: 'buckets', id, orgId, system };
}
