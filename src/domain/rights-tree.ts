import { compareText } from './compare-text.ts';
import type { Action, Grant } from './grant.ts';
import { NO_NAMES } from './names.ts';
import type { Names } from './names.ts';
import { INSTANCE, KNOWN_TYPES, typeLabel, typeWord, typeWords } from './resource-type.ts';
import { rightsOf } from './rights.ts';
import type { Right, Scope } from './rights.ts';
import { showText } from './show-text.ts';

/** What may be done to one target. `label` is safe to show; `never` is a right that matches nothing. */
export interface RightsItem {
  readonly label: string;
  readonly id?: string;
  readonly scope: Scope;
  readonly orgName?: string;
  readonly read: boolean;
  readonly write: boolean;
  /** What else may be done to it. */
  readonly also: readonly Action[];
  readonly dead: boolean;
  readonly never: boolean;
}

/** The rights on one type of resource: the widest first, then by name. */
interface RightsGroup {
  readonly type: string;
  readonly label: string;
  readonly items: readonly RightsItem[];
}

const FIRST = [INSTANCE, 'buckets', 'databases'];
const SCOPES: readonly Scope[] = ['server', 'everywhere', 'organization', 'one'];

/**
 * Grants as a tree by type: the whole server and buckets first, then as servers list types, then types not known here.
 */
export function rightsTree(grants: readonly Grant[], names: Names = NO_NAMES): RightsGroup[] {
  const groups = new Map<string, RightsItem[]>();
  for (const right of rightsOf(grants, names)) {
    const items = groups.get(right.type);
    if (items) items.push(itemOf(right));
    else groups.set(right.type, [itemOf(right)]);
  }
  const tree = [...groups].map(([type, items]) => ({
    type,
    label: showText(typeLabel(type), 60),
    items: inOrder(items),
  }));
  return tree.sort((a, b) => rank(a.type) - rank(b.type) || compareText(a.type, b.type));
}

function itemOf(right: Right): RightsItem {
  const { id, scope, read, write, also, dead, isVoid } = right;
  const orgName = right.orgName === undefined ? undefined : showText(right.orgName, 80);
  return { label: labelOf(right, orgName), id, scope, orgName, read, write, also, dead, never: isVoid };
}

function labelOf({ type, scope, id = '', orgId = '', name }: Right, orgName: string | undefined): string {
  const many = showText(typeWords(type), 60);
  if (scope === 'server') return 'Everything on the server';
  if (scope === 'everywhere' && (type === 'databases' || type === 'system')) return `All ${many}, also new ones`;
  if (scope === 'everywhere') return `All ${many}, in every organization`;
  if (scope === 'organization') return `All ${many} in ${orgName ?? `organization ${showText(orgId, 40)}`}`;
  return name === undefined
    ? `${showText(typeWord(type), 60)} ${showText(id, 40)}`
    : showText(name, 200) || '(no name)';
}

function inOrder(items: RightsItem[]): RightsItem[] {
  return items.sort((a, b) => SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) || compareText(a.label, b.label));
}

function rank(type: string): number {
  const at = [...FIRST, ...KNOWN_TYPES].indexOf(type);
  return at === -1 ? FIRST.length + KNOWN_TYPES.length : at;
}
