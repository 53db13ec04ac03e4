import { plain } from '#domain/phrase';
import { selfWords } from '#domain/self-words';
import { showText } from '#domain/show-text';
import { agoLong } from '#domain/time-words';
import type { Found, Known } from './finding.ts';
import { Group } from './group.ts';
import type { RuleId } from './rules.ts';
import { faultsOf } from './version-faults.ts';

const SOON = 30 * 24 * 60 * 60 * 1000;

/** A rule about the server itself: what it found in words, or nothing. */
export interface ServerRule {
  readonly rule: RuleId;
  readonly find: (known: Known) => Found | undefined;
}

/** Rules about the server and the way to it. */
export const SERVER_RULES: readonly ServerRule[] = [
  {
    rule: 'unclaimed',
    find: ({ server }) =>
      server.readiness === 'unclaimed' ? told('Whoever reaches this server first gets its operator token.') : undefined,
  },
  {
    rule: 'asks-no-token',
    find: ({ server }) =>
      server.self?.kind === 'none' ? told('This server was started without asking anyone for a token.') : undefined,
  },
  {
    rule: 'plain-http',
    find: ({ connection }) =>
      connection.plainHttp ? told('This connection sends its token in clear text.') : undefined,
  },
  {
    rule: 'values-readable',
    find: ({ server }) =>
      server.hashing === 'plain'
        ? told('This server returns the values of its tokens to whoever may list them.')
        : undefined,
  },
  {
    rule: 'values-mixed',
    find: ({ server }) =>
      server.hashing === 'mixed' ? told('Some values are stored as hashes, others are still returned.') : undefined,
  },
  {
    rule: 'certificate-ends',
    find: ({ server: { certificateEndsAt }, now }) =>
      certificateEndsAt !== undefined && certificateEndsAt - now <= SOON
        ? told(
            `A certificate that this server proves itself by ends ${agoLong(certificateEndsAt, now)}.`,
            String(certificateEndsAt),
          )
        : undefined,
  },
  { rule: 'version-faults', find: versionFaults },
  {
    rule: 'reads-as-operator',
    find: ({ server: { self, traits } }) =>
      traits.organizations && self?.kind === 'operator' && self.proof !== 'guess'
        ? told(`This connection uses ${showText(selfWords(self), 200)}.`, self.tokenId ?? '')
        : undefined,
  },
];

function versionFaults({ server: { product, version } }: Known): Found | undefined {
  const faults = faultsOf(product, version);
  if (faults.length === 0) return undefined;
  return told(`In ${showText(version, 40)} ${faults.join('; ')}.`, version);
}

function told(words: string, facts = 'yes'): Found {
  return { about: 'server', group: new Group(), words: [plain(words)], facts };
}
