import type { CreatableKind } from './choice.ts';
import { grantsOf, NO_CHOICE } from './choice.ts';
import { mayCreate } from '#domain/may-grant';
import type { Self } from '#domain/server';

const KINDS = ['read-write', 'custom', 'all-access', 'operator', 'admin', 'database'] as const;

/**
 * Why a kind cannot be made with a connection's own token, for each kind that cannot. Asked for a token of the
 * connection's own user: whether it may be another's is the owner field's matter.
 */
export function kindReasons(
  self: Self | undefined,
  orgId: string,
  types: readonly string[],
): Partial<Record<CreatableKind, string>> {
  if (!self) return {};
  const ownerId = self.userId;
  const reasons: Partial<Record<CreatableKind, string>> = {};
  for (const kind of KINDS) {
    const grants =
      kind === 'all-access' || kind === 'operator'
        ? grantsOf({ ...NO_CHOICE, kind, orgId }, { ownerId: ownerId ?? '', types })
        : [];
    const may = mayCreate(self, { orgId, ownerId, grants });
    if (may.ok === false)
      reasons[kind] = kind === 'operator' ? 'Only an operator token can make another one.' : may.words;
  }
  if (ownerId === undefined)
    reasons['all-access'] ??=
      'The server does not tell which user this connection belongs to, and an all-access token names its owner.';
  return reasons;
}
