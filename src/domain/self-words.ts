import type { Self } from './server.ts';

const KIND_WORDS: Record<Self['kind'], string> = {
  operator: 'operator token',
  'all-access': 'all-access token',
  'read-write': 'read/write token',
  custom: 'custom token',
  admin: 'named admin token',
  database: 'database token',
  management: 'management token, which can never write or query data',
  none: 'connection without a token, which this server asks nobody for',
  unknown: 'token of a kind that the server does not tell',
};

/** What a connection's own token is, as a part of a sentence: "an all-access token of bob in acme, may not list tokens". */
export function selfWords(self: Self): string {
  const owner = self.userName ? ` of ${self.userName}` : '';
  const where = self.orgName && self.kind !== 'operator' ? ` in ${self.orgName}` : '';
  const blind = self.mayList ? '' : ', may not list tokens';
  const doubt = self.proof === 'guess' && self.kind !== 'unknown' ? 'probably ' : '';
  const article = self.kind === 'operator' || self.kind === 'all-access' ? 'an' : 'a';
  return `${doubt}${article} ${KIND_WORDS[self.kind]}${owner}${where}${blind}`;
}
