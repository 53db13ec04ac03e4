import { Socket } from 'node:net';
import { parseArgs } from 'node:util';
import { isInflux3, isOss2, PRODUCTS, type Product } from './family.ts';
import { VERSIONS } from './influx2/versions.ts';
import { startSample, type RunningSample, type SampleOptions } from './serve.ts';

const USAGE = `usage: npm run sample -- PRODUCT [--empty | --tokens N] [--hashed | --plain] [--account-ids]
       [--without-auth] [--permissions-as array|string] [--recovery-port N] [--port N]
  PRODUCT   ${PRODUCTS.join(', ')}
  --empty   not set up, without any data
  --tokens  how many tokens the data has
  --hashed  keep hashes instead of tokens (2.8 and later), --plain the tokens themselves
  --account-ids  clustered: only the paths that name an account and a cluster
  --without-auth    InfluxDB 3: asks nobody who they are
  --permissions-as  enterprise: the column of permissions as a JSON array, the default, or as a bare string
  --recovery-port   InfluxDB 3: opens the recovery listener too, on 0 or that port
  --port    0, the default, takes a free one
`;

/** A command line that cannot be run; the message says why. */
class UsageError extends Error {}

/**
 * Runs one sample server until SIGTERM, SIGINT, or the end of standard input if that is a pipe. Prints `listening on
 * URL`, and `credential TOKEN` when there is data. The exit code: 0, 2 for a wrong command line, 1 when it cannot
 * listen.
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const sample = await startSample(readOptions(args));
    const stop = askedToStop();
    announce(sample);
    await stop;
    await sample.close();
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof UsageError)) return 1;
    process.stderr.write(USAGE);
    return 2;
  }
}

/** What a command line asks for. Throws UsageError. */
function readOptions(args: readonly string[]): SampleOptions<Product> {
  const { positionals, values } = parse(args);
  const [product, ...more] = positionals;
  if (product === undefined || more.length > 0) throw new UsageError('name one product');
  if (!isProduct(product)) throw new UsageError(`there is no sample of ${product}`);
  if (values.hashed && values.plain) throw new UsageError('--hashed and --plain exclude each other');
  if (values.empty && values.tokens !== undefined) throw new UsageError('--empty and --tokens exclude each other');
  if (values.hashed && !(isOss2(product) && VERSIONS[product].knowsHashing))
    throw new UsageError(`${product} cannot keep hashes`);
  if (values['account-ids'] && product !== 'clustered') throw new UsageError('--account-ids is for clustered');
  const of3 = ['without-auth', 'permissions-as', 'recovery-port'] as const;
  const wrong = isInflux3(product) ? undefined : of3.find((flag) => values[flag] !== undefined);
  if (wrong) throw new UsageError(`--${wrong} is for InfluxDB 3`);
  return {
    product,
    withoutAuth: values['without-auth'],
    permissionsAs: permissionsAs(values['permissions-as']),
    recoveryPort: wholeNumber('--recovery-port', values['recovery-port'], 65_535),
    accountIds: values['account-ids'],
    empty: values.empty,
    hashed: values.hashed || (values.plain ? false : undefined),
    port: wholeNumber('--port', values.port, 65_535) ?? 0,
    tokens: wholeNumber('--tokens', values.tokens, 1_000_000),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'account-ids': { type: 'boolean' },
        'without-auth': { type: 'boolean' },
        'permissions-as': { type: 'string' },
        'recovery-port': { type: 'string' },
        empty: { type: 'boolean' },
        hashed: { type: 'boolean' },
        plain: { type: 'boolean' },
        port: { type: 'string' },
        tokens: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function permissionsAs(text: string | undefined): 'array' | 'string' | undefined {
  if (text !== undefined && text !== 'array' && text !== 'string')
    throw new UsageError(`--permissions-as wants array or string, not ${text}`);
  return text;
}

function isProduct(text: string): text is Product {
  return PRODUCTS.some((product) => product === text);
}

function wholeNumber(flag: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text) || Number(text) > most)
    throw new UsageError(`${flag} wants a whole number up to ${most}, not ${text}`);
  return Number(text);
}

function announce({ url, credential, facts }: RunningSample<unknown>): void {
  const lines = [`listening on ${url}`, ...(credential === undefined ? [] : [`credential ${credential}`]), ...facts];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Resolves when the process is asked to stop: by a signal, or by whoever holds the other end of its input. */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', resolve);
    process.once('SIGINT', resolve);
    if (!(process.stdin instanceof Socket) || process.stdin.isTTY) return;
    process.stdin.once('close', resolve);
    process.stdin.resume();
  });
}
