import { isBefore } from '#domain/version';

/** What is wrong with tokens in some versions of a product: from the one on, and no more in the other. */
export interface VersionFault {
  /** How the names of the products begin that have it. */
  readonly product: 'InfluxDB OSS' | 'InfluxDB 3' | 'InfluxDB 3 Enterprise';
  readonly from: string;
  readonly before: string;
  readonly fault: string;
}

/**
 * What is known, with where it is told. Lists of OSS 2.x: `authorization/http_server.go` of 2.0; rights: the checks of
 * 2.5; all-access: the types that the pages of 2.2.0 grant. InfluxDB 3: its sources at each tag, and its release notes
 * (3.0.3,
 * 3.6.0, 3.8.4, 3.10.0, 3.11.1). Cloud has no versions, and the API of Dedicated and Clustered tells none.
 */
export const VERSION_FAULTS: readonly VersionFault[] = [
  {
    product: 'InfluxDB OSS',
    from: '2.0.0',
    before: '2.0.9',
    fault: 'lists narrowed to a user or an organization show all tokens',
  },
  {
    product: 'InfluxDB OSS',
    from: '2.2.0',
    before: '2.2.1',
    fault: 'all-access tokens made in its pages lack the types remotes and replications',
  },
  {
    product: 'InfluxDB OSS',
    from: '2.4.0',
    before: '2.5.0',
    fault: 'tokens can be granted the whole server by the hidden type instance',
  },
  {
    product: 'InfluxDB 3',
    from: '3.0.0',
    before: '3.0.3',
    fault: 'the operator token can be deleted, and then anyone may make it anew',
  },
  {
    product: 'InfluxDB 3 Enterprise',
    from: '3.0.0',
    before: '3.6.0',
    fault: 'rights on a database that is gone may be listed by its number',
  },
  {
    product: 'InfluxDB 3 Enterprise',
    from: '3.0.0',
    before: '3.8.4',
    fault: 'tokens that may read or write a database may delete it too',
  },
  {
    product: 'InfluxDB 3',
    from: '3.1.0',
    before: '3.10.0',
    fault: 'a token asked for with an end too far ahead breaks the server’s answer off',
  },
  {
    product: 'InfluxDB 3',
    from: '3.4.0',
    before: '3.11.1',
    fault: 'a token taken from a file may have the value that another one has',
  },
];

/** The known faults of a version of a product, in words. */
export function faultsOf(product: string, version: string): string[] {
  return VERSION_FAULTS.filter(
    (one) => product.startsWith(one.product) && isBefore(version, one.before) && !isBefore(version, one.from),
  ).map(({ fault }) => fault);
}
