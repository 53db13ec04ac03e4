import { plain } from '#domain/phrase';
import { selfWords } from '#domain/self-words';
import { showText } from '#domain/show-text';
import { agoLong } from '#domain/time-words';
import { isBefore } from '#domain/version';
import type { Found, Known } from './finding.ts';
import { Group } from './group.ts';
import type { RuleId } from './rules.ts';

const SOON = 30 * 24 * 60 * 60 * 1000;

/**
 * What is known of tokens in versions of InfluxDB OSS 2.x: up to which version, and what is wrong. Lists: `authorization/
 * http_server.go` of 2.0; rights: the checks of 2.5; all-access: the types that the pages of 2.2.0 grant.
 */
const FAULTS: readonly (readonly [from: string, before: string, fault: string])[] = [
  ['2.0.0', '2.0.9', 'lists narrowed to a user or an organization show all tokens'],
  ['2.2.0', '2.2.1', 'all-access tokens made in its pages lack the types remotes and replications'],
  ['2.4.0', '2.5.0', 'tokens can be granted the whole server by the hidden type instance'],
];

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
    find: ({ certificateEndsAt, now }) =>
      certificateEndsAt !== undefined && certificateEndsAt - now <= SOON
        ? told(`The certificate of this server ends ${agoLong(certificateEndsAt, now)}.`, String(certificateEndsAt))
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
  if (!product.startsWith('InfluxDB OSS')) return undefined;
  const faults = FAULTS.filter(([from, before]) => isBefore(version, before) && !isBefore(version, from));
  if (faults.length === 0) return undefined;
  const words = faults.map(([, , fault]) => fault).join('; ');
  return told(`In ${showText(version, 40)} ${words}.`, version);
}

function told(words: string, facts = 'yes'): Found {
  return { about: 'server', group: new Group(), words: [plain(words)], facts };
}
