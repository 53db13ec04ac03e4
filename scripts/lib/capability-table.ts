/** The table of what the app can do on which server, as the code has it. */
import type { Capability, Server, Traits } from '#domain/server';
import { createLimiter, createProvider } from '#main/providers/families';
import { Secret } from '#main/secret';
import { PRODUCTS, type Product } from '#sample/family';
import { startSample } from '#sample/serve';

/** A column and what stands there for a server; `shows` tells whether its list hands values out. */
interface Column {
  head: string;
  cell: (server: Server, shows: boolean) => string;
}

interface Row {
  product: string;
  versions: string[];
  cells: string[];
}

const NOTHING = '–';
const CHANGES: Readonly<Record<Traits['changes'][number], string>> = {
  description: 'description',
  status: 'status',
  grants: 'rights',
};
const FIRST: Readonly<Partial<Record<Capability, string>>> = {
  setUp: 'sets the server up',
  claimOperator: 'claims the operator token',
};
const MORE: Readonly<Partial<Record<Capability, string>>> = {
  regenerateOperator: 'new value for the operator token',
  createUser: 'users to own tokens',
};

const COLUMNS: readonly Column[] = [
  { head: 'Tokens that can be made', cell: (server) => ifAble(server, 'createToken', kindsOf(server)) },
  { head: 'Changed later', cell: (server) => ifAble(server, 'updateToken', words(changesOf(server))) },
  { head: 'Expiry', cell: (server) => (kindsOf(server) === NOTHING ? NOTHING : expiryOf(server.traits)) },
  { head: 'End', cell: (server) => ifAble(server, 'deleteToken', endOf(server.traits)) },
  { head: 'Fresh server', cell: ({ can }) => words(can.map((key) => FIRST[key])) },
  { head: 'Also', cell: ({ can }) => words(can.map((key) => MORE[key])) },
  { head: 'Value is shown', cell: (_, shows) => (shows ? 'to whoever may list' : 'once') },
];

const BETWEEN = /(<!-- capabilities -->\n)[^]*?(\n<!-- \/capabilities -->)/;

/** A README with a table between its marks `<!-- capabilities -->`. Throws where it has none. */
export function withTable(readme: string, table: string): string {
  if (!BETWEEN.test(readme)) throw new Error('README.md has no marks for the table of capabilities');
  return readme.replace(BETWEEN, (_, begin: string, end: string) => `${begin}\n${table}\n${end}`);
}

/**
 * The table in Markdown: every sample product connected to with the app's own providers, versions that are alike in one
 * line.
 */
export async function capabilityTable(): Promise<string> {
  const rows: Row[] = [];
  for (const product of PRODUCTS) join(rows, await rowOf(product));
  const heads = ['Server', ...COLUMNS.map(({ head }) => head)];
  const lines = rows.map(({ product, versions, cells }) => [named(product, versions), ...cells]);
  return [heads, heads.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

async function rowOf(product: Product): Promise<Row> {
  const sample = await startSample({ product });
  const provider = createProvider(
    { address: sample.url + sample.path },
    {
      credential: () => Promise.resolve(new Secret(sample.credential ?? '')),
      mayWrite: () => false,
      clock: { now: () => Date.now(), after: (ms, run) => after(ms, run) },
      limiter: createLimiter(),
    },
  );
  try {
    const { signal } = new AbortController();
    const server = await provider.read.connect(() => undefined, signal);
    let shows = false;
    await provider.read.listTokens((tokens) => (shows ||= tokens.some(({ value }) => value === 'readable')), signal);
    const version = /\d+\.\d+/.exec(server.version)?.[0];
    const cells = COLUMNS.map(({ cell }) => cell(server, shows));
    return { product: server.product, versions: version === undefined ? [] : [version], cells };
  } finally {
    provider.close();
    await sample.close();
  }
}

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** Puts a row below the others, or its version to the one above that says the same of the same product. */
function join(rows: Row[], row: Row): void {
  const last = rows.at(-1);
  const alike = last?.product === row.product && last.cells.join('|') === row.cells.join('|');
  if (last && alike) last.versions.push(...row.versions);
  else rows.push(row);
}

/** `InfluxDB 3` of version 3.0, which does not tell its edition, is `InfluxDB 3.0`. */
function named(product: string, versions: readonly string[]): string {
  const [first, last] = [versions[0], versions.at(-1)];
  if (first === undefined) return product;
  const name = product.replace(/ \d$/, '');
  return first === last ? `${name} ${first}` : `${name} ${first} – ${last}`;
}

function ifAble({ can }: Server, capability: Capability, text: string): string {
  return can.includes(capability) ? text : NOTHING;
}

function kindsOf({ traits }: Server): string {
  return words(traits.offers.filter(({ reason }) => reason === undefined).map(({ kind }) => kind.replace('-w', '/w')));
}

function changesOf({ traits }: Server): string[] {
  return traits.changes.map((change) => CHANGES[change]);
}

function expiryOf({ expiry }: Traits): string {
  return expiry ? 'can be set' : 'never';
}

function endOf({ end }: Traits): string {
  return end === 'revoke' ? 'revoked, stays listed' : 'deleted';
}

function words(list: readonly (string | undefined)[]): string {
  return list.filter((word) => word !== undefined).join(', ') || NOTHING;
}
