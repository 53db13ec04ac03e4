import type { Expression, Ordering, Select, SelectItem, TableName } from './ast.ts';
import { parseExpression } from './parse-expression.ts';
import { TokenReader } from './token-reader.ts';

const ENDS_OF_ITEM = ['FROM', 'WHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET'];

const TABLES_SHOWN: Select = {
  distinct: false,
  items: [{}],
  from: { schema: 'information_schema', name: 'tables' },
  groupBy: [],
  orderBy: [],
};

/** Reads one statement: SELECT, SHOW TABLES or SHOW COLUMNS. Throws SqlError. */
export function parseSql(query: string): Select {
  const reader = new TokenReader(query);
  const select = parseStatement(reader);
  reader.takeSymbol(';');
  if (reader.current.kind !== 'end') throw reader.expected('end of statement');
  return select;
}

function parseStatement(reader: TokenReader): Select {
  if (reader.takeWords('SHOW', 'TABLES')) return TABLES_SHOWN;
  if (reader.takeWords('SHOW', 'COLUMNS')) return columnsShown(reader);
  if (!reader.takeWords('SELECT')) throw reader.expected('an SQL statement');
  return parseSelect(reader);
}

function columnsShown(reader: TokenReader): Select {
  if (!reader.takeWords('FROM')) reader.expectWord('IN');
  const { name } = parseTable(reader);
  const left: Expression = { kind: 'column', name: 'table_name' };
  const where: Expression = { kind: 'binary', operator: '=', left, right: { kind: 'literal', value: name } };
  return { ...TABLES_SHOWN, from: { schema: 'information_schema', name: 'columns' }, where };
}

function parseSelect(reader: TokenReader): Select {
  const distinct = reader.takeWords('DISTINCT');
  const items = separated(reader, parseItem);
  const from = reader.takeWords('FROM') ? parseTable(reader) : undefined;
  const where = reader.takeWords('WHERE') ? parseExpression(reader) : undefined;
  const groupBy = reader.takeWords('GROUP', 'BY') ? separated(reader, parseExpression) : [];
  const having = reader.takeWords('HAVING') ? parseExpression(reader) : undefined;
  const orderBy = reader.takeWords('ORDER', 'BY') ? separated(reader, parseOrdering) : [];
  const limit = reader.takeWords('LIMIT') ? parseExpression(reader) : undefined;
  const offset = reader.takeWords('OFFSET') ? parseExpression(reader) : undefined;
  return { distinct, items, from, where, groupBy, having, orderBy, limit, offset };
}

function separated<T>(reader: TokenReader, parse: (reader: TokenReader) => T): T[] {
  const items = [parse(reader)];
  while (reader.takeSymbol(',') !== undefined) items.push(parse(reader));
  return items;
}

function parseItem(reader: TokenReader): SelectItem {
  if (reader.takeSymbol('*') !== undefined) return {};
  const expression = parseExpression(reader);
  const hasName = reader.takeWords('AS') || isName(reader);
  return { expression, alias: hasName ? reader.name() : undefined };
}

function isName(reader: TokenReader): boolean {
  const { kind } = reader.current;
  return kind === 'quoted' || (kind === 'word' && !reader.isWord(...ENDS_OF_ITEM));
}

function parseTable(reader: TokenReader): TableName {
  const parts = [reader.name()];
  while (reader.takeSymbol('.') !== undefined) parts.push(reader.name());
  const alias = reader.takeWords('AS') || isName(reader) ? reader.name() : undefined;
  return { name: parts.at(-1) ?? '', schema: parts.at(-2), alias };
}

function parseOrdering(reader: TokenReader): Ordering {
  const by = parseExpression(reader);
  const descending = reader.takeWords('DESC');
  if (!descending) reader.takeWords('ASC');
  if (reader.takeWords('NULLS', 'FIRST')) return { by, descending, nullsFirst: true };
  if (reader.takeWords('NULLS', 'LAST')) return { by, descending, nullsFirst: false };
  return { by, descending, nullsFirst: descending }; // DataFusion: nulls are the greatest
}
