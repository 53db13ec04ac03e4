import { z } from 'zod';
import { grantsOf3 } from '#domain/grants3';
import type { Permission3 } from '#domain/permission3';
import type { StatedKind, Token } from '#domain/token';
import type { Answer } from '#main/providers/http/answer';
import { jsonOf } from '#main/providers/http/json';
import type { Created } from '#main/providers/provider';
import { Secret } from '#main/secret';
import { timeOf } from './token-row.ts';

/** The answer to a token that was made, the only one with a value; a server may leave everything else out. */
const Made = z.object({
  id: z.number().int().nonnegative(),
  name: z.string(),
  token: z.string().min(1),
  created_at: z.string().nullish(),
  expiry: z.string().nullish(),
});

/** The token of such an answer, with the rights that were asked for; undefined when the answer does not hold it. */
export function madeOf(answer: Answer, kind: StatedKind, permissions: readonly Permission3[]): Created | undefined {
  const made = bodyOf(answer);
  if (!made) return undefined;
  const token: Token = {
    store: 'api',
    id: String(made.id),
    description: made.name,
    status: 'active',
    orgId: '',
    ownerId: '',
    kind,
    grants: grantsOf3(permissions).grants,
    exactFirst: true,
    createdAt: timeOf(made.created_at),
    expiresAt: timeOf(made.expiry),
    value: 'hidden',
    own: 'no',
  };
  return { token, secret: new Secret(made.token) };
}

function bodyOf(answer: Answer): z.output<typeof Made> | undefined {
  try {
    return Made.safeParse(jsonOf(answer)).data;
  } catch {
    return undefined;
  }
}
