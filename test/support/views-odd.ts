import fc from 'fast-check';
import { Action, type Grant } from '#domain/grant';
import { CORE_TYPES } from '#domain/resource-type';
import type { Resources } from '#domain/resource';
import { type Token, TokenStatus } from '#domain/token';

// Records as old servers, other tools and files of colleagues hold them: with gaps, and with what nobody foresaw.

const ODD_TEXTS = [
  '',
  ' ',
  '\u202egnp.erutcip',
  'a\u2066b\u2069c',
  '\u200e\u200f\u061c',
  'zero\u200bwidth\u00ad\ufeff',
  'bell\u0007 null\u0000 escape\u001b[31m',
  'two\r\nlines\u2028and\u2029more\u0085',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  '=1+1',
  '@SUM(A1)',
  '| a | [b](javascript:alert(1)) **c**',
  'lone \ud800 surrogate',
  'tag \u{e0041}\u{e007f}',
  '👩‍👩‍👧‍👦 family',
  'שלום עולם',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(20_000),
  `long \u202e${'word '.repeat(3_000)}`,
] as const;

/** Any text: the odd ones more often than not. */
export const oddText = fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ unit: 'binary', maxLength: 40 }));

/** A moment in ms since 1970, some beyond what a calendar can tell. */
const oddTime = fc.constantFrom(0, -1, 0.5, -62_135_596_800_000, 8.64e15, 8.64e15 + 1, -8.64e15 - 1, 1e18, 1e300);

const oddId = fc.oneof(fc.constantFrom('b1', 'b2', 'o1', 'u1', 'gone', '_internal'), oddText);
const oddType = fc.oneof(
  fc.constantFrom(...CORE_TYPES, 'databases', 'system', 'instance', 'pipelines of the future'),
  oddText,
);

/** An action that a server may name one day, though the app knows none. */
const oddAction = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...Action.options) },
  { weight: 1, arbitrary: oddText.map((text) => text as Action) },
);

const oddGrant: fc.Arbitrary<Grant> = fc.record(
  { action: oddAction, type: oddType, id: oddId, orgId: oddId, name: oddText, orgName: oddText },
  { requiredKeys: ['action', 'type'] },
);

/** A token of which anything may be missing or strange; `kind` and `status` are known ones mostly. */
export const oddToken: fc.Arbitrary<Token> = fc.record(
  {
    store: fc.constantFrom('api' as const, 'v1' as const),
    id: oddText,
    description: oddText,
    status: fc.constantFrom(...TokenStatus.options),
    orgId: oddId,
    orgName: oddText,
    ownerId: oddId,
    ownerName: oddText,
    ownerInactive: fc.boolean(),
    kind: fc.constantFrom('operator' as const, 'admin' as const, 'all-access' as const, 'database' as const),
    grants: fc.oneof(fc.array(oddGrant, { maxLength: 6 }), fc.array(oddGrant, { minLength: 40, maxLength: 60 })),
    exactFirst: fc.boolean(),
    remade: fc.array(oddId, { maxLength: 2 }),
    unread: fc.array(oddText, { maxLength: 2 }),
    createdAt: oddTime,
    changedAt: oddTime,
    expiresAt: oddTime,
    revokedAt: oddTime,
    value: fc.constantFrom('hidden' as const, 'readable' as const),
    own: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
    username: oddText,
  },
  { requiredKeys: ['store', 'id', 'description', 'status', 'orgId', 'ownerId', 'grants', 'value', 'own'] },
);

/** Tokens of one server: no two have one id in one store. */
export const oddTokens = fc.uniqueArray(oddToken, { maxLength: 14, selector: ({ store, id }) => `${store}:${id}` });

const named = { id: oddId, name: oddText };

/** What a server holds, with names as strange as those of tokens. */
export const oddResources: fc.Arbitrary<Resources> = fc.record({
  readAt: oddTime,
  organizations: fc.uniqueArray(fc.record(named), { maxLength: 3, selector: ({ id }) => id }),
  buckets: fc.uniqueArray(
    fc.record(
      { ...named, orgId: oddId, retention: oddTime, system: fc.boolean(), createdAt: oddTime, tables: fc.nat() },
      { requiredKeys: ['id', 'name', 'orgId', 'retention', 'system'] },
    ),
    { maxLength: 6, selector: ({ id }) => id },
  ),
  users: fc.uniqueArray(fc.record({ ...named, status: fc.constantFrom('active' as const, 'inactive' as const) }), {
    maxLength: 3,
    selector: ({ id }) => id,
  }),
  partial: fc.subarray(['organizations' as const, 'buckets' as const, 'users' as const]),
});
