import type { Self } from './server.ts';
import { grouped } from './number-words.ts';

const KIND_WORDS: Record<Self['kind'], string> = {
  operator: 'operator token',
  'all-access': 'all-access token',
  'read-write': 'read/write token',
  custom: 'custom token',
  admin: 'named admin token',
  database: 'database token',
  management: 'management token, which can never write or query data',
  none: 'connection without a token, which this server asks nobody for',
  unknown: 'token',
};

/** What it is by where it comes from. */
const ORIGIN_WORDS: Record<NonNullable<Self['origin']>, string> = {
  'by-hand': 'management token that was made by hand, which can never write or query data',
  'identity-provider': 'token of the identity provider, which manages and can never write or query data',
  'user-session': 'session of a user who logged in',
};

/**
 * What a connection's own token is, as a part of a sentence: "an all-access token of bob in acme, may not list tokens".
 */
export function selfWords(self: Self): string {
  const { kind, origin } = self;
  const owner = self.userName ? ` of ${self.userName}` : '';
  const where = self.orgName && kind !== 'operator' ? ` in ${self.orgName}` : '';
  const untold = kind === 'unknown' && !origin ? untoldWords(self) : '';
  const blind = self.mayList ? '' : ', may not list tokens';
  const doubt = self.proof === 'guess' && kind !== 'unknown' ? 'probably ' : '';
  const article = kind === 'operator' || kind === 'all-access' ? 'an' : 'a';
  const word = origin ? ORIGIN_WORDS[origin] : KIND_WORDS[kind];
  return `${doubt}${article} ${word}${owner}${where}${untold}${blind}`;
}

function untoldWords({ possible = 0 }: Self): string {
  if (possible > 1) return `, one of the ${grouped(possible)} in the list that it can be`;
  return ', of a kind that the server does not tell';
}
