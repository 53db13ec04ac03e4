import { z } from 'zod';
import { allows } from '#domain/access';
import type { Grant } from '#domain/grant';
import type { Answering } from '#domain/server';
import type { Family } from '#main/providers/family';
import type { ReadTransport } from '#main/providers/http/http';
import type { Base } from '#main/providers/http/path';
import { ifAnswered } from '#main/providers/steps';
import type { Flavour } from './flavour.ts';
import { createInflux2 } from './influx2.ts';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import type { Session } from './session.ts';
import { TRAITS } from './traits.ts';

/** What every all-access token of InfluxDB Cloud holds for its organization (the types of OSS that Cloud has too). */
const IN_ORGANIZATION = [
  'authorizations',
  'buckets',
  'dashboards',
  'tasks',
  'telegrafs',
  'variables',
  'secrets',
  'labels',
  'views',
  'documents',
  'notificationRules',
  'notificationEndpoints',
  'checks',
  'dbrp',
] as const;

/** InfluxDB Cloud keeps one organization per token, hides every value and has no operator tokens for customers. */
const CLOUD: Flavour = {
  traits: { ...TRAITS, offers: TRAITS.offers.filter(({ kind }) => kind !== 'operator') },
  version: '',
  kindOf: (grants, orgId) => (isAllAccess(grants, orgId) ? 'all-access' : undefined),
  facts: factsByOrganization,
  oneOrganization: true,
  customerMakesUsers: false,
};

/** InfluxDB Cloud Serverless and InfluxDB Cloud (TSM). */
export const cloud2: Family = { name: 'cloud2', identify, create: (deps) => createInflux2(deps, CLOUD) };

/** Known by the header of `/ping`, or by its own domain where that path is not served. */
async function identify(reading: ReadTransport, base: Base, signal: AbortSignal): Promise<Answering | undefined> {
  const ping = await reading.send({ method: 'GET', path: PATHS.ping, credential: 'none', signal });
  const build = ping.header('x-influxdb-build') ?? '';
  if (!/^cloud/i.test(build) && !/\.cloud2\.influxdata\.com(:\d+)?$/.test(base.host)) return undefined;
  const plainHttp = base.origin.startsWith('http:');
  return { product: 'InfluxDB Cloud', version: '', supported: true, readiness: 'ready', plainHttp };
}

const OrgsBody = z.object({
  orgs: z.array(z.object({ id: z.string(), defaultStorageType: z.string().nullish() })),
});

const PRODUCTS: Record<string, string> = { iox: 'InfluxDB Cloud Serverless', tsm: 'InfluxDB Cloud (TSM)' };

/**
 * The product by the storage of the organization (the hosts of some regions serve both), and the organization, which is
 * all that a connection reaches there.
 */
async function factsByOrganization(
  session: Session,
  signal: AbortSignal,
): Promise<{ product?: string; cluster?: string }> {
  const asking = session.reading.send({ method: 'GET', path: PATHS.orgs, signal });
  const org = await ifAnswered(asking.then((answer) => read(answer, OrgsBody).orgs[0]));
  const product = org?.defaultStorageType ? PRODUCTS[org.defaultStorageType] : undefined;
  return { ...(product && { product }), ...(org && { cluster: org.id }) };
}

function isAllAccess(grants: readonly Grant[], orgId: string): boolean {
  return (
    grants.every((grant) => grant.type === 'users' || grant.orgId === orgId || grant.id === orgId) &&
    IN_ORGANIZATION.every((type) =>
      (['read', 'write'] as const).every((action) => allows(grants, { action, type, orgId })),
    )
  );
}
