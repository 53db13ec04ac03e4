import { Instant, instantOf } from '#sample/influx3/time';
import type { Expression } from './ast.ts';
import { aggregate, call, isAggregate } from './functions.ts';
import { compare, isLike, isNumber, shown, SqlError, typeName, type Value } from './values.ts';

/** What an expression may look at. */
export interface Scope {
  /** The cell of a column in the row, or in the first row of the group. */
  cell(column: Extract<Expression, { kind: 'column' }>): Value;
  parameter(name: string): Value;
  /** The rows of the group, where there is one. */
  group?: readonly Scope[];
}

type Binary = Extract<Expression, { kind: 'binary' }>;

/** The value of an expression. Throws SqlError. */
export function evaluate(expression: Expression, scope: Scope): Value {
  if (expression.kind === 'column') return scope.cell(expression); // most are, so before anything else
  const of = (inner: Expression) => evaluate(inner, scope);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'parameter':
      return scope.parameter(expression.name);
    case 'not':
      return negate(truth(of(expression.of)));
    case 'negative':
      return arithmetic('-', 0n, of(expression.of));
    case 'binary':
      return binary(expression, scope);
    case 'like':
      return like(of(expression.of), of(expression.pattern), expression);
    case 'in':
      return inList(of(expression.of), expression.list.map(of), expression.negated);
    case 'is':
      return (of(expression.of) === expression.value) !== expression.negated;
    case 'between':
      return between(of(expression.of), of(expression.low), of(expression.high), expression.negated);
    case 'cast':
      return cast(of(expression.of), expression.type);
    case 'case':
      return of(
        expression.branches.find(({ when }) => of(when) === true)?.then ??
          expression.otherwise ?? { kind: 'literal', value: null },
      );
    case 'call':
      return callOf(expression, scope);
  }
}

function callOf(expression: Extract<Expression, { kind: 'call' }>, scope: Scope): Value {
  const { name, args, star, distinct } = expression;
  if (!isAggregate(name))
    return call(
      name,
      args.map((argument) => evaluate(argument, scope)),
    );
  const [argument] = args;
  const rows = scope.group ?? [];
  if (star || !argument) return BigInt(rows.length);
  const values = rows.map((row) => evaluate(argument, row)).filter((value) => value !== null);
  return aggregate(name, distinct ? uniqueValues(values) : values);
}

function uniqueValues(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [`${typeName(value)} ${shown(value)}`, value])).values()];
}

function binary({ operator, left, right }: Binary, scope: Scope): Value {
  const a = evaluate(left, scope);
  if (operator === 'AND') return a === false ? false : and(truth(a), truth(evaluate(right, scope)));
  if (operator === 'OR')
    return a === true ? true : negate(and(negate(truth(a)), negate(truth(evaluate(right, scope)))));
  const b = evaluate(right, scope);
  if (operator === '||') return a === null || b === null ? null : shown(a) + shown(b);
  return '+-*/%'.includes(operator) ? arithmetic(operator, a, b) : comparison(operator, a, b);
}

function comparison(operator: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  const order = compare(left, right);
  if (order === undefined)
    throw SqlError.planning(
      `Cannot infer common argument type for comparison operation ${typeName(left)} ${operator} ${typeName(right)}`,
    );
  const holds: Readonly<Record<string, boolean>> = {
    '=': order === 0,
    '!=': order !== 0,
    '<': order < 0,
    '<=': order <= 0,
    '>': order > 0,
    '>=': order >= 0,
  };
  return holds[operator] ?? null;
}

function truth(value: Value): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  throw SqlError.planning(`Cannot create filter with non-boolean predicate returning ${typeName(value)}`);
}

function negate(value: boolean | null): boolean | null {
  return value === null ? null : !value;
}

function and(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

function arithmetic(operator: string, left: Value, right: Value): Value {
  if (left === null || right === null) return null;
  if (typeof left === 'bigint' && typeof right === 'bigint') return whole(operator, left, right);
  if (!isNumber(left) || !isNumber(right))
    throw SqlError.planning(
      `Cannot coerce arithmetic expression ${typeName(left)} ${operator} ${typeName(right)} to valid types`,
    );
  const [a, b] = [Number(left), Number(right)];
  const results: Readonly<Record<string, number>> = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b };
  return results[operator] ?? null;
}

function whole(operator: string, left: bigint, right: bigint): bigint {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  if (right === 0n) throw new SqlError('execution', 'Arrow error: Divide by zero error');
  return operator === '/' ? left / right : left % right;
}

function like(of: Value, pattern: Value, { negated, ignoresCase }: { negated: boolean; ignoresCase: boolean }): Value {
  if (of === null || pattern === null) return null;
  return isLike(shown(of), shown(pattern), ignoresCase) !== negated;
}

function inList(of: Value, list: readonly Value[], negated: boolean): Value {
  if (of === null) return null;
  if (list.some((item) => compare(of, item) === 0)) return !negated;
  return list.includes(null) ? null : negated;
}

function between(of: Value, low: Value, high: Value, negated: boolean): Value {
  const [fromLow, toHigh] = [compare(of, low), compare(of, high)];
  return fromLow === undefined || toHigh === undefined ? null : (fromLow >= 0 && toHigh <= 0) !== negated;
}

function cast(value: Value, type: string): Value {
  if (value === null) return null;
  switch (type.toLowerCase()) {
    case 'string':
    case 'varchar':
    case 'text':
      return shown(value);
    case 'bigint':
    case 'int':
    case 'integer':
      return value instanceof Instant ? value.nanos : BigInt(Math.trunc(Number(shown(value))));
    case 'double':
    case 'float':
      return Number(shown(value));
    case 'timestamp':
      return value instanceof Instant ? value : (instantOf(shown(value)) ?? null);
    default:
      throw SqlError.planning(`Unsupported SQL type ${type}`);
  }
}
