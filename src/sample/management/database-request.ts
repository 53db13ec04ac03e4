import { bodyOf, isObject, type Call } from './call.ts';
import { badRequest } from './errors.ts';
import type { Json } from './json.ts';
import type { Database } from './state.ts';

const INT32_MAX = 2_147_483_647;
const INT64_MAX = 9_223_372_036_854_775_807n;

type Limits = Pick<Database, 'maxTables' | 'maxColumnsPerTable' | 'retentionPeriod'>;

/** What a creation asks for; the limits have the description's defaults. Throws a 400 for what cannot be. */
export function creationOf(call: Call): Omit<Database, 'id'> {
  const body = bodyOf(call);
  const { maxTables = 500, maxColumnsPerTable = 200, retentionPeriod = 0n } = limitsOf(body);
  const { partitionTemplate } = body;
  return {
    name: nameOf(body.name),
    maxTables,
    maxColumnsPerTable,
    retentionPeriod,
    ...(partitionTemplate === undefined ? {} : { partitionTemplate: templateOf(partitionTemplate) }),
  };
}

/** What a change asks for: at least one limit. */
export function changeOf(call: Call): Partial<Limits> {
  const limits = limitsOf(bodyOf(call));
  if (Object.keys(limits).length === 0)
    throw badRequest('maxTables, maxColumnsPerTable or retentionPeriod must be given');
  return limits;
}

/** The new name that a renaming gives. */
export function newNameOf(call: Call): string {
  return nameOf(bodyOf(call).name);
}

function nameOf(value: unknown): string {
  if (typeof value !== 'string') throw badRequest('name must be a string');
  if (!/^[A-Za-z0-9_/-]{1,64}$/.test(value))
    throw badRequest('name must be 1 to 64 letters, digits, underscores, hyphens or slashes');
  return value;
}

function limitsOf({ maxTables, maxColumnsPerTable, retentionPeriod }: Record<string, unknown>): Partial<Limits> {
  return {
    ...(maxTables === undefined ? {} : { maxTables: countOf('maxTables', maxTables) }),
    ...(maxColumnsPerTable === undefined
      ? {}
      : { maxColumnsPerTable: countOf('maxColumnsPerTable', maxColumnsPerTable) }),
    ...(retentionPeriod === undefined ? {} : { retentionPeriod: nanosecondsOf(retentionPeriod) }),
  };
}

function countOf(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > INT32_MAX)
    throw badRequest(`${name} must be a whole number from 1`);
  return value;
}

function nanosecondsOf(value: unknown): bigint {
  const whole = typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : value;
  if (typeof whole !== 'bigint' || whole < 0n || whole > INT64_MAX)
    throw badRequest('retentionPeriod must be nanoseconds from 0');
  return whole;
}

/** One to eight parts, each by a tag, by time, or by a tag in buckets. */
function templateOf(value: unknown): Json {
  if (!Array.isArray(value) || value.length < 1 || value.length > 8)
    throw badRequest('partitionTemplate must have 1 to 8 parts');
  return value.map(partOf);
}

function partOf(part: unknown): Json {
  const { type, value } = isObject(part) ? part : {};
  if ((type === 'tag' || type === 'time') && typeof value === 'string') return { type, value };
  const { tagName, numberOfBuckets } = isObject(value) ? value : {};
  const isBucket = type === 'bucket' && typeof tagName === 'string' && typeof numberOfBuckets === 'number';
  if (!isBucket || !Number.isInteger(numberOfBuckets) || numberOfBuckets < 1 || numberOfBuckets > 100_000)
    throw badRequest('a part of partitionTemplate is by tag, time or bucket');
  return { type: 'bucket', value: { tagName, numberOfBuckets } };
}
