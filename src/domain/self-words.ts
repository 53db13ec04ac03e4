import type { Self } from './server.ts';

const KIND_WORDS: Record<Self['kind'], string> = {
  operator: 'operator token',
  'all-access': 'all-access token',
  'read-write': 'read/write token',
  custom: 'custom token',
  unknown: 'token of a kind that the server does not tell',
};

/** What a connection's own token is, as a part of a sentence: "all-access token of bob in acme, may not list tokens". */
export function selfWords(self: Self): string {
  const owner = self.userName ? ` of ${self.userName}` : '';
  const where = self.orgName && self.kind !== 'operator' ? ` in ${self.orgName}` : '';
  const blind = self.mayList ? '' : ', may not list tokens';
  return `${doubt(self)}${KIND_WORDS[self.kind]}${owner}${where}${blind}`;
}

function doubt({ proof, kind }: Self): string {
  if (proof !== 'guess' || kind === 'unknown') return '';
  return kind === 'operator' || kind === 'all-access' ? 'probably an ' : 'probably a ';
}
