import { randomBytes } from 'node:crypto';
import { Failure } from '#contract/failure';
import { tokenFileName, tokenFileText, type TokenFile } from '#domain/token-file';
import type { Ports } from '#main/ports';
import { Secret } from '#main/secret';
import type { Profiles } from './profiles.ts';
import type { Reveals } from './reveals.ts';

interface Needs {
  ports: Pick<Ports, 'clock' | 'desktop'>;
  profiles: Profiles;
  reveals: Reveals;
}

/** Tokens that a server does not make: it takes them from a file when it starts. */
export class TokenFiles {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /**
   * Makes a value and saves it in such a file where the person says, for its owner alone. The value is held under
   * `revealId` as that of every new token; without a file there is none. Touches no server.
   */
  async save(connectionId: string, file: TokenFile): Promise<{ saved: boolean; revealId?: string }> {
    const { ports, profiles, reveals } = this.#needs;
    const { address } = profiles.find(connectionId);
    if (file.expiresAt !== undefined && file.expiresAt <= ports.clock.now())
      throw new Failure({ kind: 'invalid', field: 'expiry', reason: 'past' });
    const secret = newValue();
    const saved = await ports.desktop.saveFile({
      title: file.kind === 'admin' ? 'Save an admin token file' : 'Save a permission token file',
      suggestedName: tokenFileName(file.kind),
      text: tokenFileText(file, secret.reveal()),
    });
    if (!saved) return { saved };
    const token = { store: 'api' as const, id: 'file' };
    const around = { address, orgName: '', description: file.name };
    return { saved, revealId: reveals.hold({ secret, connectionId, token, ...around }) };
  }
}

/** A value as InfluxDB 3 makes them itself: 64 random bytes in base64url behind its sign (`schema/tokens.rs`). */
function newValue(): Secret {
  return new Secret(`apiv3_${randomBytes(64).toString('base64url')}`);
}
