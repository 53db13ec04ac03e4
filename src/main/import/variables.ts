import { parseEnv } from 'node:util';
import { type Imported, type Problem } from './entry.ts';
import { serverOf, type Variable } from './variable-server.ts';
import { variableName } from './variable-names.ts';

/** Reads a `.env` file. Variables that say nothing of an InfluxDB are left alone, without a word. */
export function readVariables(text: string): Imported {
  const { lines, problems } = linesOf(text);
  const values = parseEnv(text);
  return read((name) => lines.get(name), values, problems);
}

/** Reads the variables that a program was started with. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Imported {
  return read(() => undefined, env, []);
}

/** Does any of these names tell of an InfluxDB? Looks at no value. */
export function namesAServer(names: readonly string[]): boolean {
  return names.some((name) => {
    const role = variableName(name)?.role;
    return role === 'address' || role === 'token' || role === 'management';
  });
}

function read(
  lineOf: (name: string) => number | undefined,
  values: Readonly<Record<string, string | undefined>>,
  problems: Problem[],
): Imported {
  const servers = new Map<string, Variable[]>();
  const inOrder = Object.entries(values).sort(([a], [b]) => (lineOf(a) ?? 0) - (lineOf(b) ?? 0));
  for (const [name, value] of inOrder) {
    const known = variableName(name);
    if (!known || value === undefined || value.trim() === '') continue;
    const key = `${known.family} ${known.server.toLowerCase()}`;
    const variable = { ...known, name, value: value.trim(), line: lineOf(name) };
    servers.set(key, [...(servers.get(key) ?? []), variable]);
  }
  const found = [...servers.values()].map(serverOf);
  return {
    entries: found.flatMap(({ entries }) => entries),
    problems: [...problems, ...found.flatMap((each) => each.problems)],
  };
}

/** Where each variable stands, and the lines that are none. Lines within a quoted text belong to its variable. */
function linesOf(text: string): { lines: Map<string, number>; problems: Problem[] } {
  const lines = new Map<string, number>();
  const problems: Problem[] = [];
  let open: string | undefined;
  text.split('\n').forEach((content, index) => {
    const line = index + 1;
    if (open !== undefined) {
      if (content.includes(open)) open = undefined;
      return;
    }
    if (/^\s*(?:#|$)/.test(content)) return;
    const [, name, value = ''] = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/.exec(content) ?? [];
    if (name === undefined) {
      problems.push({ line, words: 'This line sets no variable.' });
      return;
    }
    if (lines.has(name) && variableName(name))
      problems.push({ line, words: `${name} is set twice. The last one counts.` });
    lines.set(name, line);
    const quote = /^(["'`])/.exec(value)?.[1];
    if (quote !== undefined && !value.slice(1).includes(quote)) open = quote;
  });
  return { lines, problems };
}
