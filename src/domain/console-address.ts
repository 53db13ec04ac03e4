/** Where all accounts of InfluxDB Cloud Dedicated are managed: a cluster there is named by two ids. */
export const CONSOLE = 'https://console.influxdata.com';

interface ClusterIds {
  readonly accountId: string;
  readonly clusterId: string;
}

const NAMED = /^\/accounts\/([\w-]{1,64})\/clusters\/([\w-]{1,64})(?:\/.*)?$/u;
const ID = /^[\w-]{1,64}$/u;

/** The ids that an address of the console names; empty ones where it names none; undefined for every other address. */
export function clusterInConsole(address: string): ClusterIds | undefined {
  if (address !== CONSOLE && !address.startsWith(`${CONSOLE}/`)) return undefined;
  const [, accountId = '', clusterId = ''] = NAMED.exec(address.slice(CONSOLE.length)) ?? [];
  return { accountId, clusterId };
}

/** The address of a cluster in the console; the console's own while an id is missing or is none. */
export function consoleAddress({ accountId, clusterId }: ClusterIds): string {
  const named = ID.test(accountId) && ID.test(clusterId);
  return named ? `${CONSOLE}/accounts/${accountId}/clusters/${clusterId}` : CONSOLE;
}

/** The address that is meant by one and the ids beside it: a cluster of the console is named in the address itself. */
export function addressWith(address: string, beside: Partial<ClusterIds>): string {
  const named = clusterInConsole(address);
  if (!named) return address;
  const { accountId = '', clusterId = '' } = named.clusterId === '' ? beside : named;
  return consoleAddress({ accountId, clusterId });
}

/** What is wrong with an id of an account or a cluster; undefined when nothing is. */
export function clusterIdProblem(id: string, of: 'account' | 'cluster'): string | undefined {
  if (id === '') return `Enter the id of the ${of}: it stands in the console and in a profile of influxctl.`;
  return ID.test(id) ? undefined : 'An id has letters, digits and hyphens only.';
}
