import type { Action } from './grant.ts';
import { NO_NAMES, targetName } from './names.ts';
import type { Names } from './names.ts';
import { INSTANCE } from './resource-type.ts';
import type { Token } from './token.ts';

/**
 * A target whose own right hides the one on all of its type: what it may be used for, and what the hidden one allows.
 */
interface HiddenRight {
  readonly type: string;
  readonly name: string;
  readonly may: readonly Action[];
  readonly hidden: readonly Action[];
}

/**
 * The targets for which a token may do less than its wider rights say: InfluxDB 3 (`permissions.rs`) looks for the
 * exact name first and stops there, then for all of the type, then for the whole server. None for other tokens.
 */
export function hiddenRights(
  { grants, exactFirst }: Pick<Token, 'grants' | 'exactFirst'>,
  names: Names = NO_NAMES,
): HiddenRight[] {
  if (!exactFirst) return [];
  const onAll = new Map<string, Set<Action>>();
  const onOne = new Map<string, { type: string; name: string; may: Set<Action> }>();
  for (const grant of grants) {
    const { type, id, action } = grant;
    if (!id || type === INSTANCE) {
      onAll.set(type, (onAll.get(type) ?? new Set<Action>()).add(action));
      continue;
    }
    const key = `${type}:${id}`;
    const one = onOne.get(key) ?? { type, name: targetName(grant, names) ?? id, may: new Set<Action>() };
    one.may.add(action);
    onOne.set(key, one);
  }
  return [...onOne.values()].flatMap(({ type, name, may }) => {
    const hidden = [...(onAll.get(type) ?? onAll.get(INSTANCE) ?? [])].filter((action) => !may.has(action));
    return hidden.length === 0 ? [] : [{ type, name, may: [...may], hidden }];
  });
}

/** What hides what, to follow the name of its target and a colon. */
export function hiddenWords({ type, may, hidden }: HiddenRight): string {
  const what = type === 'databases' ? 'all databases' : 'all resources of the server';
  return `only ${may.join(' and ')}, not ${hidden.join(' and ')}. Its own right hides the one on ${what}.`;
}
