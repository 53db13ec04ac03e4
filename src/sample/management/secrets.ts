import { randomBytes } from 'node:crypto';

type Bytes = (count: number) => Buffer;

/** A database token as the data plane knows it: its scheme's version and 512 random bits. */
export function newDatabaseSecret(bytes: Bytes = randomBytes): string {
  return `apiv1_${bytes(64).toString('base64url')}`;
}

/**
 * A management token: the head that `influxctl management list` shows the beginning of, and the plain alphabet of
 * base64.
 */
export function newManagementSecret(bytes: Bytes = randomBytes): string {
  return `M.V1.${bytes(64).toString('base64').replace(/=+$/, '')}`;
}

/** A random UUID of version 4. */
export function newUuid(bytes: Bytes = randomBytes): string {
  const raw = Buffer.from(bytes(16));
  raw.writeUInt8((raw.readUInt8(6) & 0x0f) | 0x40, 6);
  raw.writeUInt8((raw.readUInt8(8) & 0x3f) | 0x80, 8);
  return raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A positive int64, most often beyond what a JavaScript number holds exactly. */
export function newDatabaseId(bytes: Bytes = randomBytes): bigint {
  return bytes(8).readBigUInt64BE() >> 1n || 1n;
}
