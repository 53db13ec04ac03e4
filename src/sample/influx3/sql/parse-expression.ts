import type { Expression } from './ast.ts';
import type { TokenReader } from './token-reader.ts';

/** Words that cannot be a name where an expression is wanted. */
const RESERVED = new Set(
  'SELECT FROM WHERE GROUP ORDER BY HAVING LIMIT OFFSET AND OR IN LIKE ILIKE BETWEEN AS ON THEN WHEN ELSE END'.split(
    ' ',
  ),
);

/** Reads an expression, from OR down to its atoms. Throws SqlError. */
export function parseExpression(reader: TokenReader): Expression {
  let left = parseAnd(reader);
  while (reader.takeWords('OR')) left = { kind: 'binary', operator: 'OR', left, right: parseAnd(reader) };
  return left;
}

function parseAnd(reader: TokenReader): Expression {
  let left = parseNot(reader);
  while (reader.takeWords('AND')) left = { kind: 'binary', operator: 'AND', left, right: parseNot(reader) };
  return left;
}

function parseNot(reader: TokenReader): Expression {
  return reader.takeWords('NOT') ? { kind: 'not', of: parseNot(reader) } : parsePredicate(reader);
}

function parsePredicate(reader: TokenReader): Expression {
  let of = parseSum(reader);
  for (;;) {
    const operator = reader.takeSymbol('=', '<>', '!=', '<', '<=', '>', '>=');
    if (operator !== undefined) {
      of = { kind: 'binary', operator: operator === '<>' ? '!=' : operator, left: of, right: parseSum(reader) };
      continue;
    }
    const more = parseTest(reader, of);
    if (!more) return of;
    of = more;
  }
}

function parseTest(reader: TokenReader, of: Expression): Expression | undefined {
  if (reader.takeWords('IS')) return parseIs(reader, of);
  const negated = reader.takeWords('NOT');
  if (reader.isWord('LIKE', 'ILIKE')) {
    const ignoresCase = reader.next().text.toUpperCase() === 'ILIKE';
    return { kind: 'like', of, pattern: parseSum(reader), negated, ignoresCase };
  }
  if (reader.takeWords('IN')) {
    reader.expectSymbol('(');
    return { kind: 'in', of, list: parseList(reader), negated };
  }
  if (reader.takeWords('BETWEEN')) {
    const low = parseSum(reader);
    reader.expectWord('AND');
    return { kind: 'between', of, low, high: parseSum(reader), negated };
  }
  if (negated) throw reader.expected('IN or BETWEEN after NOT');
  return undefined;
}

function parseIs(reader: TokenReader, of: Expression): Expression {
  const negated = reader.takeWords('NOT');
  if (reader.takeWords('NULL')) return { kind: 'is', of, value: null, negated };
  if (reader.takeWords('TRUE')) return { kind: 'is', of, value: true, negated };
  if (reader.takeWords('FALSE')) return { kind: 'is', of, value: false, negated };
  throw reader.expected('[NOT] NULL | TRUE | FALSE after IS');
}

function parseSum(reader: TokenReader): Expression {
  let left = parseProduct(reader);
  for (let operator; (operator = reader.takeSymbol('+', '-', '||')) !== undefined;)
    left = { kind: 'binary', operator, left, right: parseProduct(reader) };
  return left;
}

function parseProduct(reader: TokenReader): Expression {
  let left = parseCast(reader);
  for (let operator; (operator = reader.takeSymbol('*', '/', '%')) !== undefined;)
    left = { kind: 'binary', operator, left, right: parseCast(reader) };
  return left;
}

function parseCast(reader: TokenReader): Expression {
  let of = parseAtom(reader);
  while (reader.takeSymbol('::') !== undefined) of = { kind: 'cast', of, type: reader.name() };
  return of;
}

function parseAtom(reader: TokenReader): Expression {
  const token = reader.current;
  if (reader.takeSymbol('(') !== undefined) {
    const inner = parseExpression(reader);
    reader.expectSymbol(')');
    return inner;
  }
  if (reader.takeSymbol('-') !== undefined) return { kind: 'negative', of: parseCast(reader) };
  switch (token.kind) {
    case 'string':
      return { kind: 'literal', value: reader.next().text };
    case 'number':
      return { kind: 'literal', value: numberOf(reader.next().text) };
    case 'parameter':
      return { kind: 'parameter', name: reader.next().text };
    case 'quoted':
      return parseColumn(reader);
    case 'word':
      return parseWord(reader);
    default:
      throw reader.expected('an expression');
  }
}

function numberOf(text: string): bigint | number {
  return /^\d+$/.test(text) ? BigInt(text) : Number(text);
}

function parseWord(reader: TokenReader): Expression {
  if (reader.takeWords('NULL')) return { kind: 'literal', value: null };
  if (reader.takeWords('TRUE')) return { kind: 'literal', value: true };
  if (reader.takeWords('FALSE')) return { kind: 'literal', value: false };
  if (reader.takeWords('CASE')) return parseCase(reader);
  if (reader.takeWords('CAST')) {
    reader.expectSymbol('(');
    const of = parseExpression(reader);
    reader.expectWord('AS');
    const type = reader.name();
    reader.expectSymbol(')');
    return { kind: 'cast', of, type };
  }
  if (RESERVED.has(reader.current.text.toUpperCase())) throw reader.expected('an expression');
  return parseColumn(reader);
}

function parseCase(reader: TokenReader): Expression {
  const branches: { when: Expression; then: Expression }[] = [];
  while (reader.takeWords('WHEN')) {
    const when = parseExpression(reader);
    reader.expectWord('THEN');
    branches.push({ when, then: parseExpression(reader) });
  }
  const otherwise = reader.takeWords('ELSE') ? parseExpression(reader) : undefined;
  reader.expectWord('END');
  return { kind: 'case', branches, otherwise };
}

/** `name`, `table.name`, `schema.table.name`, or a call. */
function parseColumn(reader: TokenReader): Expression {
  const parts = [reader.name()];
  while (reader.takeSymbol('.') !== undefined) parts.push(reader.name());
  const name = parts.pop() ?? '';
  if (parts.length === 0 && reader.takeSymbol('(') !== undefined) return parseCall(reader, name);
  return { kind: 'column', name, table: parts.length > 0 ? parts.join('.') : undefined };
}

function parseCall(reader: TokenReader, name: string): Expression {
  if (reader.takeSymbol('*') !== undefined) {
    reader.expectSymbol(')');
    return { kind: 'call', name, args: [], star: true, distinct: false };
  }
  const distinct = reader.takeWords('DISTINCT');
  return { kind: 'call', name, args: parseList(reader), star: false, distinct };
}

/** Expressions up to the closing bracket. */
function parseList(reader: TokenReader): Expression[] {
  const items: Expression[] = [];
  if (reader.takeSymbol(')') !== undefined) return items;
  do items.push(parseExpression(reader));
  while (reader.takeSymbol(',') !== undefined);
  reader.expectSymbol(')');
  return items;
}
