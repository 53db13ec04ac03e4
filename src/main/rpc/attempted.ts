import { z } from 'zod';
import { grantKey } from '#domain/grant';
import type { Capability } from '#domain/server';
import { NewToken, Token, TokenChange, TokenRef } from '#domain/token';
import type { Attempt } from '#main/services/journal';

type Described = Pick<Attempt, 'target' | 'change'>;

/**
 * What the journal says of a write, from what it is called with: ids, names and rights; never a password or a value.
 */
const DESCRIPTIONS: Record<Capability, (input: unknown[]) => Described> = {
  createToken: ([input]) => {
    const { orgId, grants, ...rest } = NewToken.parse(input);
    return { target: { orgId }, change: { ...rest, grants: grants.map(grantKey) } };
  },
  updateToken: ([ref, change]) => ({ target: TokenRef.parse(ref), change: changeOf(TokenChange.parse(change)) }),
  deleteToken: ([ref]) => ({ target: TokenRef.parse(ref) }),
  claimOperator: () => ({ target: {} }),
  regenerateOperator: () => ({ target: {} }),
  recoverOperator: ([address]) => ({ target: {}, change: { recoveryPort: z.string().parse(address) } }),
  createUser: ([name]) => ({ target: {}, change: { name: z.string().parse(name) } }),
  setUp: ([input]) => ({
    target: {},
    change: z.object({ username: z.string(), organization: z.string(), bucket: z.string() }).parse(input),
  }),
};

function changeOf({ grants, ...rest }: TokenChange): Record<string, unknown> {
  return { ...rest, ...(grants && { grants: grants.map(grantKey) }) };
}

const Made = z.object({ token: Token }).transform(({ token }) => ({ store: token.store, id: token.id }));
const MadeUser = z.object({ id: z.string() }).transform(({ id }) => ({ id }));

/** How the journal names a write that is to be tried with this input; an empty input is one that got no further. */
export function attempted(operation: Capability, input: unknown[]): Described {
  return input.length === 0 ? { target: {} } : DESCRIPTIONS[operation](input);
}

/** The token that a write with this input would change or remove, if it is one that exists. */
export function concerned(operation: Capability, [ref]: unknown[]): TokenRef | undefined {
  return operation === 'updateToken' || operation === 'deleteToken' ? TokenRef.parse(ref) : undefined;
}

/**
 * A token as the journal keeps it before it is changed or removed: enough to make its like again, without its value.
 */
export function asItWas({ description, status, orgId, ownerId, grants }: Token): Record<string, unknown> {
  return { description, status, orgId, ownerId, grants: grants.map(grantKey) };
}

const MAKES_TOKEN: ReadonlySet<Capability> = new Set([
  'createToken',
  'setUp',
  'claimOperator',
  'regenerateOperator',
  'recoverOperator',
]);

/** What a write brought forth, by its ids. */
export function made(operation: Capability, value: unknown): Record<string, string> {
  if (MAKES_TOKEN.has(operation)) return Made.parse(value);
  if (operation === 'createUser') return MadeUser.parse(value);
  return {};
}
