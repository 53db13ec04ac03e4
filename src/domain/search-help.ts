/** What a person is told of the words whose meaning their examples do not show. */
export const SEARCH_HELP = [
  'finding: what an open finding is about, by how bad it is (high, medium, low, any) or by the rule, as it begins',
  'unused: what nothing can use (inactive, expired, revoked), at all (yes) or for so long (>90d); no server tells when an active token was used, so none is found',
].join('\n');
