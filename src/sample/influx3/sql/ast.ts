import type { Value } from './values.ts';

export type Expression =
  | { kind: 'literal'; value: Value }
  | { kind: 'column'; table?: string; name: string }
  | { kind: 'parameter'; name: string }
  | { kind: 'call'; name: string; args: readonly Expression[]; star: boolean; distinct: boolean }
  | { kind: 'not' | 'negative'; of: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'like'; of: Expression; pattern: Expression; negated: boolean; ignoresCase: boolean }
  | { kind: 'in'; of: Expression; list: readonly Expression[]; negated: boolean }
  | { kind: 'is'; of: Expression; value: null | boolean; negated: boolean }
  | { kind: 'between'; of: Expression; low: Expression; high: Expression; negated: boolean }
  | { kind: 'cast'; of: Expression; type: string }
  | { kind: 'case'; branches: readonly { when: Expression; then: Expression }[]; otherwise?: Expression };

export interface SelectItem {
  /** Absent for `*`. */
  expression?: Expression;
  alias?: string;
}

export interface Ordering {
  by: Expression;
  descending: boolean;
  nullsFirst: boolean;
}

/** `schema` is absent where a query names none. */
export interface TableName {
  schema?: string;
  name: string;
  alias?: string;
}

export interface Select {
  distinct: boolean;
  items: readonly SelectItem[];
  from?: TableName;
  where?: Expression;
  groupBy: readonly Expression[];
  having?: Expression;
  orderBy: readonly Ordering[];
  limit?: Expression;
  offset?: Expression;
}
