import type { Grant } from '#domain/grant';
import type { Server, Traits } from '#domain/server';
import type { StatedKind } from '#domain/token';
import type { Session } from './session.ts';

/** What differs between the products that speak the API of InfluxDB 2. */
export interface Flavour {
  traits: Traits;
  /** The version, where a product has none to tell. */
  version?: string;
  /** A kind that only this product's rules tell. */
  kindOf?: (grants: readonly Grant[], orgId: string) => StatedKind | undefined;
  /** The product by its right name and where the connection leads, which only a credential can find out. */
  facts?: (session: Session, signal: AbortSignal) => Promise<Partial<Pick<Server, 'product' | 'cluster'>>>;
  /** Does each token reach one organization alone, so that the only one in sight is its own? */
  oneOrganization: boolean;
  /** Can a customer set the server up, and make its users? */
  customerMakesUsers: boolean;
}
