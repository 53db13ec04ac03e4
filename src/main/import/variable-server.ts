import { consoleAddress } from '#domain/console-address';
import type { ImportedProduct } from '#domain/import';
import { addressIn, credentialIn, type Imported, type Problem } from './entry.ts';
import { DEFAULT_ADDRESSES, PRODUCT_TYPES, type Role, type VariableName } from './variable-names.ts';

/** A variable with what it is set to; `line` where that is known. */
export interface Variable extends VariableName {
  name: string;
  value: string;
  line?: number;
}

/** The server that variables of one family and one prefix tell of. */
export function serverOf(variables: readonly Variable[]): Imported {
  const found = new Map<Role, Variable>();
  for (const variable of variables) if (!found.has(variable.role)) found.set(variable.role, variable);
  const product = productOf(found);
  const secret = product === 'dedicated' || product === 'clustered' ? found.get('management') : undefined;
  const token = secret ?? found.get('token') ?? found.get('management');
  const place = placeOf(found, product, token);
  if (!place) return { entries: [], problems: [] };
  if ('problem' in place) return { entries: [], problems: [place.problem] };

  const credential = credentialIn(token?.value);
  const problems = [...place.problems, ...remarks(found)];
  if ('words' in credential) problems.push({ line: token?.line, words: `${token?.name ?? ''}: ${credential.words}` });
  const entry = {
    name: nameOf(variables, place.address),
    address: place.address,
    product,
    credential: 'credential' in credential ? credential.credential : undefined,
    ...(product === 'clustered'
      ? {}
      : { accountId: found.get('account')?.value, clusterId: found.get('cluster')?.value }),
    note: noteOf(found),
    caPath: found.get('ca')?.value,
    line: (found.get('address') ?? token)?.line,
  };
  return { entries: [entry], problems };
}

type Found = ReadonlyMap<Role, Variable>;
type Place = { address: string; problems: Problem[] } | { problem: Problem } | undefined;

function placeOf(found: Found, product: ImportedProduct | undefined, token: Variable | undefined): Place {
  // The clusters of Cloud Dedicated are all managed at one place; their own address answers queries and writes only.
  if (product === 'dedicated') {
    const address = consoleAddress({
      accountId: found.get('account')?.value ?? '',
      clusterId: found.get('cluster')?.value ?? '',
    });
    return { address, problems: [] };
  }
  const written = found.get('address');
  if (written) {
    const address = addressIn(written.value);
    if ('words' in address) return { problem: { line: written.line, words: `${written.name}: ${address.words}` } };
    return { address: address.address, problems: [] };
  }
  if (!token) return undefined;
  const usual = token.server === '' ? DEFAULT_ADDRESSES[token.family] : undefined;
  if (usual === undefined)
    return { problem: { line: token.line, words: `No address goes with ${token.name}: it is not taken.` } };
  const words = `No address goes with ${token.name}: the one that the CLI uses then is taken, ${usual}.`;
  return { address: usual, problems: [{ line: token.line, words }] };
}

function productOf(found: Found): ImportedProduct | undefined {
  const stated = PRODUCT_TYPES[found.get('product')?.value.toLowerCase() ?? ''];
  if (stated) return stated;
  if (found.has('account') && found.has('cluster')) return 'dedicated';
  const family = [...found.values()][0]?.family;
  if (family === 'influxdb3' || family === 'explorer') return 'influxdb-3';
  return family === 'influxdb2' ? 'influxdb-2' : undefined;
}

function remarks(found: Found): Problem[] {
  const unchecked = found.get('unchecked');
  const ca = found.get('ca');
  return [
    ...(unchecked && /^(?:1|t|true|yes|on)$/i.test(unchecked.value)
      ? [
          {
            line: unchecked.line,
            words: `${unchecked.name}: this app always checks the certificate. Choose the CA of the server.`,
          },
        ]
      : []),
    ...(ca
      ? [{ line: ca.line, words: `${ca.name}: the file of the CA is not read. Choose it in the connection.` }]
      : []),
  ];
}

function nameOf([first]: readonly Variable[], address: string): string {
  return first?.server ? first.server.toLowerCase().replaceAll('_', '-') : new URL(address).host;
}

function noteOf(found: Found): string | undefined {
  const org = found.get('org')?.value;
  const database = found.get('database')?.value;
  const parts = [...(org ? [`Organization: ${org}`] : []), ...(database ? [`Database: ${database}`] : [])];
  return parts.length === 0 ? undefined : parts.join('\n');
}
