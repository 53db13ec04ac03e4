import { invalid } from './errors.ts';
import { struct, text } from './go-decode.ts';
import type { State } from './state.ts';

const SHORTEST = 8;

export const PASSWORD_BODY = struct<{ password: string }>('tenant.passwordSetRequest', { password: text() });

/** Throws the version's rule when a password is too short or too long (in bytes). */
export function checkPassword({ version }: State, password: string): void {
  const length = Buffer.byteLength(password);
  if (length < SHORTEST || length > version.passwordLimit) throw invalid(version.passwordRule);
}
