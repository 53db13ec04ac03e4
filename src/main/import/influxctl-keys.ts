import { tableIn } from './toml.ts';

type Keys = { [key: string]: true | Keys };

/** Every key of a profile that influxctl knows or once knew; it fails on any other. */
const KEYS: Keys = {
  name: true,
  product: true,
  host: true,
  port: true,
  database: true,
  token: true,
  account_id: true,
  cluster_id: true,
  mgmt_token: true,
  tls: { insecure: true, disable: true, cert: true, key: true, ca: true },
  auth: {
    oauth2: {
      client_id: true,
      client_secret: true,
      scopes: true,
      parameters: true,
      token_url: true,
      device_url: true,
    },
    token: { token_file: true },
  },
};

/** The keys of a profile that influxctl does not know, by their own names. */
export function unknownKeys(profile: Record<string, unknown>, known: Keys = KEYS): string[] {
  return Object.entries(profile).flatMap(([key, value]) => {
    const expected = Object.hasOwn(known, key) ? known[key] : undefined;
    if (expected === undefined) return [key];
    return expected === true ? [] : unknownKeys(tableIn(value) ?? {}, expected);
  });
}

/** What to say of such a key. */
export const UNKNOWN_KEY_WORDS = (key: string): string => `influxctl does not know this key: ${key}. It is not taken.`;
