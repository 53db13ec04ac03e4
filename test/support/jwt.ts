/** A token as an identity provider gives it, with a signature that nobody can check; `exp` in seconds from now. */
export function jwt({ exp, ...claims }: { exp?: number; [claim: string]: unknown }): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iat: now, ...claims, ...(exp === undefined ? {} : { exp: now + exp }) };
  const parts = [{ alg: 'RS256', typ: 'JWT' }, payload].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  return [...parts, 'c2lnbmF0dXJl'].join('.');
}
