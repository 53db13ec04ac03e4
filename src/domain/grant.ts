import { z } from 'zod';

/**
 * What a token may do to the resources that a grant names. Writing does not imply reading. Most servers know these two;
 * some grant more of databases, which implies neither.
 */
const ACTIONS = ['read', 'write', 'create', 'describe', 'update', 'drop', 'delete'] as const;
export const Action = z.enum(ACTIONS);
export type Action = z.infer<typeof Action>;

export function isAction(text: string): text is Action {
  return ACTIONS.some((action) => action === text);
}

/**
 * One right of a token: an action on the resources of one type, in one of four scopes: everywhere (no `id`, no
 * `orgId`), one organization (`orgId` alone), or one resource (`id`; `orgId` beside it decides nothing). `type` is any
 * text, since a server may know types that this app does not. `name` and `orgName` are what the server called the
 * target when it was read; a target with an `id` but without `name` may be gone.
 */
export const Grant = z.object({
  action: Action,
  type: z.string(),
  id: z.string().optional(),
  orgId: z.string().optional(),
  name: z.string().optional(),
  orgName: z.string().optional(),
});
export type Grant = z.infer<typeof Grant>;

/** A text that is equal for two grants that give the same right, whatever they call their target. */
export function grantKey({ action, type, id = '', orgId = '' }: Grant): string {
  return `${action}:${type}:${id}:${orgId}`;
}

/** A text that is equal for two lists that say the same in the same order, names of targets too. */
export function grantsText(grants: readonly Grant[]): string {
  let text = '';
  for (const { action, type, id = '', orgId = '', name = '', orgName = '' } of grants)
    text += `${action}\n${type}\n${id}\n${orgId}\n${name}\n${orgName}\n`;
  return text;
}

/** The grants without repetitions, in their first order: servers keep duplicates as they were created. */
export function distinctGrants(grants: readonly Grant[]): Grant[] {
  const seen = new Set<string>();
  return grants.filter((grant) => {
    const key = grantKey(grant);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Do two lists give the same rights, in whatever order, and however often each is said? */
export function sameGrants(one: readonly Grant[], other: readonly Grant[]): boolean {
  const keys = new Set(one.map(grantKey));
  const others = new Set(other.map(grantKey));
  return keys.size === others.size && [...keys].every((key) => others.has(key));
}
