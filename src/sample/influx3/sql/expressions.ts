import type { Expression } from './ast.ts';
import { isAggregate } from './functions.ts';
import { shown, typeName, type Value } from './values.ts';

/** What DataFusion calls a column that nobody named. */
export function nameOf(expression: Expression, relation: string, outermost = false): string {
  const of = (inner: Expression) => nameOf(inner, relation);
  switch (expression.kind) {
    case 'column':
      return outermost ? expression.name : `${relation}.${expression.name}`;
    case 'literal':
      return literalName(expression.value);
    case 'call':
      return `${expression.name}(${expression.star ? '*' : expression.args.map(of).join(',')})`;
    case 'binary':
      return `${of(expression.left)} ${expression.operator} ${of(expression.right)}`;
    case 'parameter':
      return `$${expression.name}`;
    case 'cast':
      return of(expression.of);
    case 'negative':
      return `(- ${of(expression.of)})`;
    default:
      return expression.kind;
  }
}

function literalName(value: Value): string {
  if (value === null) return 'NULL';
  return `${typeName(value)}(${typeof value === 'string' ? `"${value}"` : shown(value)})`;
}

type Column = Extract<Expression, { kind: 'column' }>;

/** The columns that an expression looks at. */
export function columnsIn(expression: Expression): Column[] {
  return expression.kind === 'column' ? [expression] : partsOf(expression).flatMap(columnsIn);
}

export function containsAggregate(expression: Expression): boolean {
  return (expression.kind === 'call' && isAggregate(expression.name)) || partsOf(expression).some(containsAggregate);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.args;
    case 'binary':
      return [expression.left, expression.right];
    case 'like':
      return [expression.of, expression.pattern];
    case 'in':
      return [expression.of, ...expression.list];
    case 'between':
      return [expression.of, expression.low, expression.high];
    case 'case':
      return [
        ...expression.branches.flatMap(({ when, then }) => [when, then]),
        ...(expression.otherwise ? [expression.otherwise] : []),
      ];
    case 'literal':
    case 'column':
    case 'parameter':
      return [];
    default:
      return [expression.of];
  }
}
