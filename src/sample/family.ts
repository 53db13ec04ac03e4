import type { IncomingMessage, ServerResponse } from 'node:http';
import { CLOUD2_PRODUCTS, type Cloud2Product } from './cloud2/products.ts';
import { INFLUX3_PRODUCTS, type Influx3Product } from './influx3/versions.ts';
import { OSS2_PRODUCTS, type Oss2Product } from './influx2/versions.ts';
import { MANAGEMENT_PRODUCTS, type ManagementProduct } from './management/products.ts';

/** Products of the samples, by family. */
export const PRODUCTS = [...OSS2_PRODUCTS, ...INFLUX3_PRODUCTS, ...CLOUD2_PRODUCTS, ...MANAGEMENT_PRODUCTS] as const;
export type Product = (typeof PRODUCTS)[number];

/** A server of some family behind a socket that somebody else holds. */
export interface FamilyServer {
  /** Answers one request whole; `body` is the request's. */
  serve(req: IncomingMessage, res: ServerResponse, body: Buffer, secure: boolean): Promise<void>;
  /** The strongest credential of the believable data; absent on a server that nobody has claimed. */
  credential?: string;
  /** The secret of the believable data with this description or name. */
  secretOf(description: string): string | undefined;
  /** What a person must know beside the address, as it is printed: `account ID`. */
  facts?: readonly string[];
  /** What a client's address has behind the origin. */
  path?: string;
  /** Whether it answers in HTTP/2 too. */
  speaksHttp2?: boolean;
  /** Opens what listens beside the socket it was given; rejects when that cannot be. */
  open?(): Promise<void>;
  /** Ends what it opened beside the socket it was given. */
  close?(): Promise<void>;
}

export function isOss2(product: Product): product is Oss2Product {
  return (OSS2_PRODUCTS as readonly string[]).includes(product);
}

export function isInflux3(product: Product): product is Influx3Product {
  return (INFLUX3_PRODUCTS as readonly string[]).includes(product);
}

export function isManagement(product: Product): product is ManagementProduct {
  return (MANAGEMENT_PRODUCTS as readonly string[]).includes(product);
}

export function isCloud2(product: Product): product is Cloud2Product {
  return (CLOUD2_PRODUCTS as readonly string[]).includes(product);
}
