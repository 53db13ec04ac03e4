import { addressIn, credentialIn, firstOfEachName, type ImportEntry, type Imported, type Problem } from './entry.ts';
import { lineOf, tableIn, textIn, tomlParts, type TomlPart } from './toml.ts';

/** Names that the influx CLI refuses: they are words of its commands (`influx-cli config/local.go`). */
const FORBIDDEN = new Set(['-', 'list', 'update', 'set', 'delete', 'switch', 'create']);

/** What the CLI writes into a config (`influx-cli config/config.go`). */
const KEYS = new Set(['url', 'token', 'org', 'active', 'previous', 'cookie']);

/** The token of the sample regions that the CLI writes below the configs, as comments. */
const PLACEHOLDER = /^X{3,}$/i;

/** Reads the configs of the influx CLI: one TOML table per config, named by it. */
export function readInfluxCli(text: string): Imported {
  const { parts, problems } = tomlParts(text, /^\s*\[/);
  const read = parts.flatMap((part) => Object.entries(part.content).map(([name, value]) => config(name, value, part)));
  return firstOfEachName(
    {
      entries: read.flatMap(({ entry }) => (entry ? [entry] : [])),
      problems: [...problems, ...read.flatMap((each) => each.problems)],
    },
    'config',
  );
}

interface Read {
  entry?: ImportEntry;
  problems: Problem[];
}

function config(name: string, value: unknown, part: TomlPart): Read {
  const table = tableIn(value);
  const refused = (words: string, key?: string): Read => ({
    problems: [{ line: key === undefined ? part.line : lineOf(part, key), words }],
  });
  if (!table) return refused(`“${name}” is not a config.`, name);
  if (FORBIDDEN.has(name)) return refused(`The influx CLI has no config called “${name}”: this one is not taken.`);

  const url = textIn(table['url']);
  if (url === undefined) return refused(`“${name}” has no address (url): it is not taken.`);
  const token = textIn(table['token']);
  if (token !== undefined && PLACEHOLDER.test(token))
    return refused(`The token of “${name}” is a placeholder: this sample is not taken.`, 'token');
  const address = addressIn(url);
  if ('words' in address) return refused(`“${name}” is not taken. ${address.words}`, 'url');
  return entryOf(name, table, { part, address: address.address, token });
}

function entryOf(
  name: string,
  table: Record<string, unknown>,
  { part, address, token }: { part: TomlPart; address: string; token?: string },
): Read {
  const found = credentialIn(token);
  const problems = Object.keys(table).flatMap((key) => aboutKey(name, key, lineOf(part, key)));
  if ('words' in found) problems.push({ line: lineOf(part, 'token'), words: `“${name}”: ${found.words}` });
  const org = textIn(table['org']);
  const entry: ImportEntry = {
    name,
    address,
    product: /\.cloud2\.influxdata\.com$/.test(new URL(address).hostname) ? 'cloud' : 'influxdb-2',
    credential: 'credential' in found ? found.credential : undefined,
    note: org === undefined ? undefined : `Organization: ${org}`,
    line: part.line,
  };
  return { entry, problems };
}

function aboutKey(name: string, key: string, line: number): Problem[] {
  if (key === 'cookie') return [{ line, words: `“${name}” holds the cookie of a session, which is not taken.` }];
  if (KEYS.has(key)) return [];
  return [{ line, words: `“${name}” has a key that is not known and not taken: ${key}.` }];
}
