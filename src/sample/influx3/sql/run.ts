import type { Expression, Select, SelectItem, TableName } from './ast.ts';
import { evaluate, type Scope } from './evaluate.ts';
import { columnsIn, containsAggregate, nameOf } from './expressions.ts';
import type { Relation } from './relation.ts';
import { compare, shown, SqlError, typeName, type Value } from './values.ts';

/** What a query gives. */
export interface Rows {
  columns: readonly string[];
  rows: readonly (readonly Value[])[];
}

/** What a query without FROM goes through: one row without a column. */
const NOTHING: Relation = { name: '', columns: [], rows: [() => null] };

type Parameters = Readonly<Record<string, Value>>;
type Item = Required<SelectItem>;

/** Runs a statement over the tables that `find` knows. Throws SqlError. */
export function runSelect(select: Select, find: (name: TableName) => Relation, parameters: Parameters): Rows {
  const relation = select.from ? find(select.from) : NOTHING;
  const items = select.items.flatMap((item) => itemsOf(item, relation));
  checkColumns(select, items, relation);
  const scopes = scopesOf(relation, parameters);
  const { where, having } = select;
  const kept = where ? scopes.filter((scope) => evaluate(where, scope) === true) : scopes;
  const grouped = select.groupBy.length > 0 || items.some(({ expression }) => containsAggregate(expression));
  const groups = grouped
    ? groupsOf(
        kept,
        select.groupBy.map((by) => resolved(by, items)),
        parameters,
      )
    : kept;
  const heard = having ? groups.filter((group) => evaluate(having, group) === true) : groups;
  const sorted = inOrder(heard, select, items);
  const rowOf = (scope: Scope) => items.map(({ expression }) => evaluate(expression, scope));
  const columns = items.map(({ alias }) => alias);
  if (select.distinct) return { columns, rows: sliced(unique(sorted.map(rowOf)), select, parameters) };
  return { columns, rows: sliced(sorted, select, parameters).map(rowOf) };
}

function itemsOf({ expression, alias }: SelectItem, { name, columns }: Relation): Item[] {
  if (!expression) return columns.map((column) => ({ expression: { kind: 'column', name: column }, alias: column }));
  return [{ expression, alias: alias ?? nameOf(expression, name, true) }];
}

function checkColumns({ from, where, groupBy, orderBy }: Select, items: readonly Item[], relation: Relation): void {
  const later = [...groupBy, ...orderBy.map(({ by }) => by)].map((expression) => resolved(expression, items));
  const expressions = [...items.map(({ expression }) => expression), ...(where ? [where] : []), ...later];
  const missing = expressions.flatMap(columnsIn).find(({ name }) => !relation.columns.includes(name));
  if (!missing) return;
  const qualifier = from?.alias ?? relation.name;
  const valid = relation.columns.map((column) => `${qualifier}.${column}`).join(', ');
  const known = valid && `. Valid fields are ${valid}`;
  throw new SqlError('schema', `Schema error: No field named ${missing.name}${known}.`);
}

function scopesOf({ columns, rows }: Relation, parameters: Parameters): Scope[] {
  const places = new Map(columns.map((column, index) => [column, index]));
  const parameter = parameterIn(parameters);
  return rows.map((row) => ({ cell: ({ name }) => row(places.get(name) ?? -1), parameter }));
}

const parameterIn =
  (parameters: Parameters) =>
  (name: string): Value => {
    if (!Object.hasOwn(parameters, name)) throw SqlError.planning(`No value found for placeholder with name $${name}`);
    return parameters[name] ?? null;
  };

/** A GROUP BY or ORDER BY may name an item by its alias or its number. */
function resolved(expression: Expression, items: readonly Item[]): Expression {
  if (expression.kind === 'literal' && typeof expression.value === 'bigint')
    return items[Number(expression.value) - 1]?.expression ?? expression;
  if (expression.kind !== 'column') return expression;
  return items.find(({ alias }) => alias === expression.name)?.expression ?? expression;
}

function groupsOf(scopes: readonly Scope[], by: readonly Expression[], parameters: Parameters): Scope[] {
  const groups = new Map<string, Scope[]>();
  if (by.length === 0) groups.set('', []);
  for (const scope of scopes) {
    const key = by
      .map((one) => evaluate(one, scope))
      .map((value) => `${typeName(value)} ${shown(value)}`)
      .join('\0');
    const group = groups.get(key);
    if (group) group.push(scope);
    else groups.set(key, [scope]);
  }
  const parameter = parameterIn(parameters);
  return [...groups.values()].map((group) => ({ cell: (column) => group[0]?.cell(column) ?? null, parameter, group }));
}

function inOrder(scopes: readonly Scope[], { orderBy }: Select, items: readonly Item[]): readonly Scope[] {
  if (orderBy.length === 0) return scopes;
  const orders = orderBy.map((order) => ({ ...order, by: resolved(order.by, items) }));
  const keyed = scopes.map((scope) => ({ scope, keys: orders.map(({ by }) => evaluate(by, scope)) }));
  keyed.sort((a, b) => {
    for (const [index, { descending, nullsFirst }] of orders.entries()) {
      const order = compareKeys(a.keys[index] ?? null, b.keys[index] ?? null, descending, nullsFirst);
      if (order !== 0) return order;
    }
    return 0;
  });
  return keyed.map(({ scope }) => scope);
}

function compareKeys(left: Value, right: Value, descending: boolean, nullsFirst: boolean): number {
  if (left === null || right === null)
    return ((left === null ? -1 : 0) + (right === null ? 1 : 0)) * (nullsFirst ? 1 : -1);
  return (compare(left, right) ?? 0) * (descending ? -1 : 1);
}

function unique(rows: readonly (readonly Value[])[]): readonly (readonly Value[])[] {
  return [
    ...new Map(rows.map((row) => [row.map((value) => `${typeName(value)} ${shown(value)}`).join('\0'), row])).values(),
  ];
}

function sliced<T>(rows: readonly T[], { limit, offset }: Select, parameters: Parameters): readonly T[] {
  const count = (expression: Expression | undefined, otherwise: number) => {
    if (!expression) return otherwise;
    const nothing: Scope = { cell: () => null, parameter: parameterIn(parameters) };
    return Number(evaluate(expression, nothing));
  };
  const from = count(offset, 0);
  return rows.slice(from, from + count(limit, Infinity));
}
