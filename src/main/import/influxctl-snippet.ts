import { stringify } from 'smol-toml';
import { clusterInConsole } from '#domain/console-address';
import type { Secret } from '#main/secret';

/** What a profile of influxctl is made of. `address` is that of the connection; an absent product follows from it. */
interface InfluxctlFacts {
  product?: 'dedicated' | 'clustered';
  name: string;
  address: string;
  accountId?: string;
  clusterId?: string;
}

/**
 * A profile of influxctl for a connection, with exactly the keys that influxctl knows. The management token stands in
 * it only where one is given; else a comment says where it belongs.
 */
export function influxctlProfile(facts: InfluxctlFacts, token?: Secret): string {
  const product = facts.product ?? (clusterInConsole(facts.address) ? 'dedicated' : 'clustered');
  const { flat, tls } = product === 'dedicated' ? dedicated(facts) : clustered(facts);
  const secret = token === undefined ? {} : { mgmt_token: token.reveal() };
  const text = stringify({ profile: [{ ...flat, ...secret, ...(tls && { tls }) }] });
  const comment = token === undefined ? '# mgmt_token is left out: add it below, or log in when influxctl asks.\n' : '';
  return `${comment}${text.trimEnd()}\n`;
}

/** The keys of a profile but for the token; those of its table `tls` come last, or the others would fall into it. */
interface Profile {
  flat: Record<string, string>;
  tls?: { disable: boolean };
}

function dedicated({ name, accountId = '', clusterId = '' }: InfluxctlFacts): Profile {
  return { flat: { name, product: 'dedicated', account_id: accountId, cluster_id: clusterId } };
}

/** The port is always written: none is documented as the usual one. It is a text there, and the host has no scheme. */
function clustered({ name, address }: InfluxctlFacts): Profile {
  const { protocol, hostname, port } = new URL(address);
  const plain = protocol === 'http:';
  const usual = plain ? '80' : '443';
  const flat = { name, product: 'clustered', host: hostname, port: port === '' ? usual : port };
  return plain ? { flat, tls: { disable: true } } : { flat };
}
