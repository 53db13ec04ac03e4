import { consoleAddress } from '#domain/console-address';
import { UNKNOWN_KEY_WORDS, unknownKeys } from './influxctl-keys.ts';
import { addressIn, credentialIn, firstOfEachName, type ImportEntry, type Imported, type Problem } from './entry.ts';
import { lineOf, tableIn, textIn, tomlParts, type TomlPart } from './toml.ts';

/**
 * Reads the connection profiles of influxctl. Files of influxctl 1.x hold one profile without a name, of nothing but
 * the ids of its account and cluster.
 */
export function readInfluxctl(text: string): Imported {
  const { parts, problems } = tomlParts(text, /^\s*\[\[\s*"?profile"?\s*\]\]/);
  const read = parts.flatMap((part) => profilesIn(part).map((profile) => readProfile(profile, part)));
  return firstOfEachName(
    {
      entries: read.flatMap(({ entry }) => (entry ? [entry] : [])),
      problems: [...problems, ...read.flatMap((each) => each.problems)],
    },
    'profile',
  );
}

type Profile = Record<string, unknown>;

function profilesIn({ content }: TomlPart): Profile[] {
  const { profile, ...rest } = content;
  const listed: unknown[] = Array.isArray(profile) ? profile : [profile];
  const tables = listed.flatMap((each): Profile[] => [tableIn(each)].filter((table) => table !== undefined));
  const old = textIn(rest['account_id']) !== undefined || textIn(rest['cluster_id']) !== undefined;
  return old ? [{ product: 'dedicated', ...rest }, ...tables] : tables;
}

function readProfile(profile: Profile, part: TomlPart): { entry?: ImportEntry; problems: Problem[] } {
  const product = textIn(profile['product']) ?? guessed(profile);
  const name = textIn(profile['name']) ?? nameless(profile);
  const at = (key: string, words: string): Problem => ({ line: lineOf(part, key), words: `“${name}”: ${words}` });
  const server = READERS[product ?? '']?.(profile) ?? NO_PRODUCT;
  if ('words' in server) return { problems: [at(server.key, server.words)] };

  const found = credentialIn(textIn(profile['mgmt_token']));
  const problems = [
    ...('words' in found ? [at('mgmt_token', found.words)] : []),
    ...remarks(profile).map(({ key, words }) => at(key, words)),
    ...unknownKeys(profile).map((key) => at(key, UNKNOWN_KEY_WORDS(key))),
  ];
  const credential = 'credential' in found ? found.credential : undefined;
  return { entry: { name, ...server, credential, line: part.line }, problems };
}

type ServerPart = Pick<ImportEntry, 'address' | 'product' | 'accountId' | 'clusterId' | 'caPath' | 'note'>;
interface Refusal {
  key: string;
  words: string;
}

const NO_PRODUCT: Refusal = {
  key: 'product',
  words: 'the product must be "dedicated" or "clustered". It is not taken.',
};

const READERS: Partial<Record<string, (profile: Profile) => ServerPart | Refusal>> = { dedicated, clustered };

function dedicated(profile: Profile): ServerPart | Refusal {
  const accountId = textIn(profile['account_id']);
  const clusterId = textIn(profile['cluster_id']);
  if (accountId === undefined) return { key: 'account_id', words: 'it has no account_id. It is not taken.' };
  if (clusterId === undefined) return { key: 'cluster_id', words: 'it has no cluster_id. It is not taken.' };
  const host = textIn(profile['host']);
  const note = host === undefined ? undefined : `Data: ${host}`;
  return {
    address: consoleAddress({ accountId, clusterId }),
    product: 'dedicated',
    accountId,
    clusterId,
    caPath: caPath(profile),
    note,
  };
}

function clustered(profile: Profile): ServerPart | Refusal {
  const host = textIn(profile['host']);
  if (host === undefined) return { key: 'host', words: 'it has no host. It is not taken.' };
  const port = textIn(profile['port']);
  const scheme = tableIn(profile['tls'])?.['disable'] === true ? 'http' : 'https';
  const written = host.includes('://') ? host : `${scheme}://${host}`;
  const address = addressIn(port === undefined ? written : `${written}:${port}`);
  if ('words' in address) return { key: 'host', words: `it is not taken. ${address.words}` };
  return {
    address: address.address,
    product: 'clustered',
    caPath: caPath(profile),
  };
}

function caPath(profile: Profile): string | undefined {
  return textIn(tableIn(profile['tls'])?.['ca']);
}

/**
 * What a profile without a product is: only Cloud Dedicated has ids of accounts and clusters, and only it needs no
 * host.
 */
function guessed(profile: Profile): string | undefined {
  if (textIn(profile['account_id']) !== undefined) return 'dedicated';
  return textIn(profile['host']) === undefined ? undefined : 'clustered';
}

/** What a profile says that a connection of this app does not take over. */
function remarks(profile: Profile): Refusal[] {
  const tls = tableIn(profile['tls']) ?? {};
  const auth = tableIn(profile['auth']) ?? {};
  const oauth2 = tableIn(auth['oauth2']) ?? {};
  const said: [boolean, Refusal][] = [
    [
      textIn(profile['token']) !== undefined,
      { key: 'token', words: 'its database token is for queries and writes only. It is not taken.' },
    ],
    [
      textIn(tableIn(auth['token'])?.['token_file']) !== undefined,
      { key: 'token_file', words: 'the file with its token is not read. Enter the token yourself.' },
    ],
    [
      tls['insecure'] === true,
      {
        key: 'insecure',
        words: 'it does not check the certificate. This app always does: choose the CA of the server.',
      },
    ],
    [
      tls['cert'] !== undefined || tls['key'] !== undefined,
      { key: 'cert', words: 'its client certificate is not taken.' },
    ],
    [tls['ca'] !== undefined, { key: 'ca', words: 'the file of its CA is not read. Choose it in the connection.' }],
    [
      oauth2['client_secret'] !== undefined,
      { key: 'client_secret', words: 'client_secret is no longer used by influxctl. It is not taken.' },
    ],
  ];
  return said.flatMap(([is, remark]) => (is ? [remark] : []));
}

function nameless(profile: Profile): string {
  const id = textIn(profile['cluster_id']);
  return id === undefined ? 'influxctl' : `cluster ${id.slice(0, 8)}`;
}
