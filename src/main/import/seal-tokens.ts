import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '#contract/failure';
import { isShort } from '#domain/import';

// SECURITY: fixed, so that a file cannot ask for so much work that the app hangs. 128 MiB and about half a second.
const COST = { N: 131_072, r: 8, p: 1 } as const;
const MAX_MEMORY = 2 * 128 * COST.N * COST.r;
const CIPHER = 'aes-256-gcm';

/** A text sealed by a passphrase: everything but the passphrase that opening it needs, in base64. */
export const Sealed = z.object({
  kdf: z.literal('scrypt'),
  cost: z.object({ N: z.literal(COST.N), r: z.literal(COST.r), p: z.literal(COST.p) }),
  salt: z.base64().max(64),
  cipher: z.literal(CIPHER),
  nonce: z.base64().max(64),
  tag: z.base64().max(64),
  data: z.base64(),
});
export type Sealed = z.infer<typeof Sealed>;

/**
 * Seals a text by a passphrase: scrypt and AES-256-GCM, which vouches for `head` too without hiding it. Failure
 * 'invalid' of field 'new-passphrase' for one that is too short.
 */
export async function sealText(plain: string, passphrase: string, head: string): Promise<Sealed> {
  if (isShort(passphrase)) throw new Failure({ kind: 'invalid', field: 'new-passphrase', reason: 'short' });
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, await keyOf(passphrase, salt), nonce);
  cipher.setAAD(Buffer.from(head));
  const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return {
    kdf: 'scrypt',
    cost: COST,
    salt: salt.toString('base64'),
    cipher: CIPHER,
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/**
 * Opens a sealed text. One Failure for all that can be wrong, 'invalid' of field 'passphrase': nobody learns from it
 * whether the passphrase or the file is another one.
 */
export async function openText(sealed: Sealed, passphrase: string, head: string): Promise<string> {
  const key = await keyOf(passphrase, bytes(sealed.salt, 16));
  try {
    const decipher = createDecipheriv(CIPHER, key, bytes(sealed.nonce, 12), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(head));
    decipher.setAuthTag(bytes(sealed.tag, 16));
    return Buffer.concat([decipher.update(bytes(sealed.data)), decipher.final()]).toString('utf8');
  } catch {
    throw wrong();
  }
}

/** The one failure of a seal that does not open. */
export const wrong = (): Failure => new Failure({ kind: 'invalid', field: 'passphrase', reason: 'wrong' });

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, { ...COST, maxmem: MAX_MEMORY }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** Base64 has several spellings of some bytes: only the usual one is taken, so that every changed bit is noticed. */
function bytes(base64: string, length?: number): Buffer {
  const read = Buffer.from(base64, 'base64');
  if (read.toString('base64') !== base64 || (length !== undefined && read.length !== length)) throw wrong();
  return read;
}
