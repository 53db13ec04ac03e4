import { z } from 'zod';
import type { Bucket, Organization, User } from '#domain/resource';

/** What the endpoints answer, as far as it is used; other fields are dropped, and lists hold whatever they hold. */

export const HealthBody = z.object({ name: z.string().optional(), version: z.string().nullish() });
export const SetupBody = z.object({ allowed: z.boolean() });
export const ReadyBody = z.object({ started: z.string() });
export const TypesBody = z.array(z.string());
export const ConfigBody = z.object({ config: z.record(z.string(), z.unknown()) });
export const OrgsBody = z.object({ orgs: z.array(z.unknown()) });
export const UsersBody = z.object({ users: z.array(z.unknown()) });
export const BucketsBody = z.object({ buckets: z.array(z.unknown()) });

const OrgWire = z.object({ id: z.string().min(1), name: z.string(), description: z.string().nullish() });
export const UserWire = z.object({
  id: z.string().min(1),
  name: z.string(),
  status: z.enum(['active', 'inactive']).catch('active'),
});
const BucketWire = z.object({
  id: z.string().min(1),
  name: z.string(),
  orgID: z.string(),
  type: z.string().nullish(),
  retentionRules: z.array(z.object({ everySeconds: z.number().catch(0) })).nullish(),
  createdAt: z.string().nullish(),
});

/** What POST /api/v2/setup answers; `auth` is an authorization without names, and on hashing servers with its hash. */
export const SetUpDoneBody = z.object({
  user: z.unknown(),
  bucket: z.unknown(),
  org: z.unknown(),
  auth: z.record(z.string(), z.unknown()),
});

/** Maps one entry of a list; undefined for one that cannot be read. */
export type MapEntry<T> = (raw: unknown) => T | undefined;

export const organizationOf: MapEntry<Organization> = (raw) => {
  const { data } = OrgWire.safeParse(raw);
  return data && { id: data.id, name: data.name, ...(data.description && { description: data.description }) };
};

export const userOf: MapEntry<User> = (raw) => UserWire.safeParse(raw).data;

export const bucketOf: MapEntry<Bucket> = (raw) => {
  const { data } = BucketWire.safeParse(raw);
  if (!data) return undefined;
  const createdAt = timeOf(data.createdAt);
  return {
    id: data.id,
    name: data.name,
    orgId: data.orgID,
    retention: data.retentionRules?.[0]?.everySeconds ?? 0,
    system: data.type === 'system',
    ...(createdAt !== undefined && { createdAt }),
  };
};

/**
 * A time of Go (RFC 3339, up to nine fractional digits, any offset) in ms since 1970; undefined for what is none and
 * for Go's zero time, which old data holds.
 */
export function timeOf(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT/.test(text) || text.startsWith('0001-')) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
