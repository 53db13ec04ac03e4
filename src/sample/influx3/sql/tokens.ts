import { SqlError } from './values.ts';

export interface SqlToken {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol' | 'end';
  /** A word as it was written; a quoted name or a string without its quotes. */
  text: string;
  line: number;
  column: number;
}

const PATTERN =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|'(?<string>(?:[^']|'')*)'|"(?<quoted>(?:[^"]|"")*)"|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>[A-Za-z_][\w]*)|\$(?<parameter>\w+)|(?<symbol>::|<>|!=|<=|>=|\|\||[-+*/%=<>(),.;])/y;

/** The words of a query, the last one its end. Throws SqlError for a character that belongs to none. */
export function tokensOf(query: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < query.length) {
    const from = PATTERN.lastIndex;
    const groups = PATTERN.exec(query)?.groups;
    const place = placeOf(query, from);
    if (!groups) throw unreadable(query.charAt(from), place);
    const [kind, text = ''] =
      Object.entries(groups).find(([, value]) => (value as string | undefined) !== undefined) ?? [];
    if (isKind(kind)) tokens.push({ kind, text: unquoted(kind, text), ...place });
  }
  return [...tokens, { kind: 'end', text: 'EOF', ...placeOf(query, query.length) }];
}

function unreadable(character: string, { line, column }: { line: number; column: number }): SqlError {
  const reason = character === "'" ? 'Unterminated string literal' : `Unexpected character ${character}`;
  return new SqlError('syntax', `SQL error: TokenizerError("${reason} at Line: ${line}, Column: ${column}")`);
}

function isKind(kind: string | undefined): kind is Exclude<SqlToken['kind'], 'end'> {
  return kind !== undefined && kind !== 'space';
}

function unquoted(kind: SqlToken['kind'], text: string): string {
  if (kind === 'string') return text.replaceAll("''", "'");
  return kind === 'quoted' ? text.replaceAll('""', '"') : text;
}

function placeOf(query: string, index: number): { line: number; column: number } {
  const before = query.slice(0, index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
