import type { Keychain } from '#main/ports';

/**
 * A key store in memory: its seal is reversible but hides every byte. It can be broken in the ways that real ones
 * break.
 */
export class FakeKeychain implements Keychain {
  available = true;
  backend = 'gnome_libsecret';
  /** When set, `open` and `seal` fail. */
  broken = false;
  /** How many more times `seal` works. */
  sealsLeft = Infinity;
  /** When set, `status` never answers. */
  silent = false;
  /** How often `open` was asked. */
  opened = 0;
  /** When set, `open` asks for the text to be sealed anew. */
  again = false;

  async status(): Promise<{ available: boolean; backend: string }> {
    if (this.silent) return new Promise(() => {});
    return { available: this.available, backend: this.backend };
  }

  async seal(plain: string): Promise<Uint8Array> {
    if (this.broken || this.sealsLeft-- <= 0) throw new Error('the key store does not answer');
    return Buffer.concat([Buffer.from('v11'), flipped(Buffer.from(plain, 'utf8'))]);
  }

  async open(sealed: Uint8Array): Promise<{ plain: string; again: boolean }> {
    this.opened++;
    if (this.broken) throw new Error('the key store does not answer');
    return { plain: flipped(Buffer.from(sealed).subarray(3)).toString('utf8'), again: this.again };
  }
}

function flipped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0x5a));
}
