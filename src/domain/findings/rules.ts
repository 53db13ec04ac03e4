import type { Rule } from './rule.ts';

/** Every rule that the tokens of a server are held against. */
export const RULES = {
  'operator-extra': {
    title: 'One more operator token',
    severity: 'high',
    why: 'An operator token can do everything in every organization, and make and delete tokens. One, kept away, is enough: each further one is one more that can leak.',
    cure: 'stop',
  },
  'hidden-instance': {
    title: 'Right to the whole server',
    severity: 'high',
    why: 'The type instance matches every check, whatever else stands in the token. The server’s own pages do not show it, so such a token looks smaller than it is.',
    cure: 'smaller',
  },
  'everything-in-application': {
    title: 'All access used by an application',
    severity: 'high',
    why: 'An application needs a few buckets. With all access whoever gets hold of its configuration can read, change and delete everything there is.',
    cure: 'smaller',
  },
  'makes-tokens': {
    title: 'May make tokens, and is no administrator',
    severity: 'high',
    why: 'Who may write authorizations can make tokens for others to keep, and delete those in use. That belongs to administrators alone.',
    cure: 'smaller',
  },
  'reads-values': {
    title: 'Reads the values of other tokens',
    severity: 'high',
    why: 'This server returns the values of tokens to anyone who may list them. Who may read authorizations there holds every one of the tokens in the list.',
    cure: 'smaller',
  },
  unclaimed: {
    title: 'Nobody has claimed this server',
    severity: 'high',
    why: 'Until its operator token is made, anyone who reaches the server can make it and own the server. No token is asked for.',
    cure: 'claim',
  },
  'asks-no-token': {
    title: 'The server asks for no token',
    severity: 'high',
    why: 'Whoever reaches the server may do everything. Its tokens protect nothing.',
    cure: 'server',
  },
  'plain-http': {
    title: 'Plain http to another machine',
    severity: 'high',
    why: 'The token of this connection goes over the network in clear text. Whoever is on the way can read and use it.',
    cure: 'edit-connection',
  },
  'global-rights': {
    title: 'Rights in every organization',
    severity: 'medium',
    why: 'A right without an organization holds in all of them, also in those to come, though the token is no operator. It is often a slip of a command line.',
    cure: 'smaller',
  },
  'writes-everything': {
    title: 'May write everywhere',
    severity: 'medium',
    why: 'A client that writes to every bucket or database can spoil data that is not its own, also in those to come.',
    cure: 'smaller',
  },
  'target-gone': {
    title: 'What it may use is gone',
    severity: 'medium',
    why: 'A right on what no longer exists gives nothing. Its client either fails or is no longer there.',
    cure: 'smaller',
  },
  'target-remade': {
    title: 'Its database was deleted and made anew',
    severity: 'medium',
    why: 'The right was given on a database that was deleted. Another one has the name now, and the token may not reach it, or reach what it was never meant for.',
    cure: 'replace',
  },
  'owner-gone': {
    title: 'Owner is gone',
    severity: 'medium',
    why: 'A token stops working when its user is deleted, and stays as a dead entry that nobody answers for.',
    cure: 'delete',
  },
  'owner-inactive': {
    title: 'Owner is inactive',
    severity: 'medium',
    why: 'A token of an inactive user does not work until the user is made active again; then it works at once with all its rights.',
    cure: 'delete',
  },
  'organization-gone': {
    title: 'Organization is gone',
    severity: 'medium',
    why: 'A token outlives its organization. Lists hide it, yet it still authenticates, and rights in every organization still hold.',
    cure: 'delete',
  },
  'expires-soon': {
    title: 'Expires soon',
    severity: 'medium',
    why: 'At that moment its clients are refused, and nothing makes the token work again: another one must be in its place before.',
    cure: 'replace',
  },
  'operator-expires': {
    title: 'The operator token expires',
    severity: 'medium',
    why: 'An operator token that came from a file can have an end. After it nobody may regenerate or manage tokens but another admin token or the recovery port.',
    cure: 'regenerate',
  },
  'values-readable': {
    title: 'Values are stored in clear text',
    severity: 'medium',
    why: 'The server keeps the values of tokens as they are: a copy of its files or backups gives all of them away, and lists return them. From 2.9 on they are stored as hashes, from 2.8 on if it is switched on.',
    cure: 'hashing',
  },
  'values-mixed': {
    title: 'Some values are stored in clear text',
    severity: 'medium',
    why: 'The list still returns some values, so hashing does not protect these tokens.',
    cure: 'hashing',
  },
  'certificate-ends': {
    title: 'Certificate ends soon',
    severity: 'medium',
    why: 'When the certificate of the server has ended, every client that checks it is cut off, this app too.',
    cure: 'server',
  },
  'version-faults': {
    title: 'Version with known faults in tokens',
    severity: 'medium',
    why: 'Faults of this version make tokens say or do something else than they should. A later version has them mended.',
    cure: 'server',
  },
  'reads-as-operator': {
    title: 'This connection reads with an operator token',
    severity: 'medium',
    why: 'To look at tokens an all-access token for each organization is enough. The operator token that lies with this app can do everything on the server.',
    cure: 'narrow-connection',
  },
  'older-set': {
    title: 'Made for an older version',
    severity: 'low',
    why: 'Operator and all-access tokens keep the types that there were when they were made. What came later they cannot reach: some pages and commands fail with them.',
    cure: 'replace',
  },
  'inactive-long': {
    title: 'Inactive for long',
    severity: 'low',
    why: 'Who has not missed a token for three months hardly will. As long as it is there one click makes it work again.',
    cure: 'delete',
  },
  expired: {
    title: 'Expired and still there',
    severity: 'low',
    why: 'It never works again. It only makes the list longer and its name cannot be used anew.',
    cure: 'delete',
  },
  'never-expires': {
    title: 'Never expires',
    severity: 'low',
    why: 'A token without an end works wherever it was forgotten. This server can give tokens an end.',
    cure: 'replace',
  },
  old: {
    title: 'Older than a year',
    severity: 'low',
    why: 'The longer a value is in use the more people and files have seen it. Replace it by a new one from time to time.',
    cure: 'replace',
  },
  'no-description': {
    title: 'No description',
    severity: 'low',
    why: 'Nobody can tell what it is for, so nobody dares to delete it.',
    cure: 'describe',
  },
  'same-description': {
    title: 'Same description on many',
    severity: 'low',
    why: 'They cannot be told apart: the wrong one may be deleted.',
    cure: 'describe',
  },
  'same-rights': {
    title: 'Same rights twice',
    severity: 'low',
    why: 'One token for each client is good practice. If one of them has no client of its own, it is one too many.',
    cure: 'review',
  },
  contained: {
    title: 'Contained in another token',
    severity: 'low',
    why: 'Another token may do all of this and more. If both have the same client, one of them is one too many.',
    cure: 'review',
  },
} as const satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;
/** The ids of all rules, the worst first. */
export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];

/** One rule, whichever it is. */
export function ruleOf(id: RuleId): Rule {
  return RULES[id];
}
