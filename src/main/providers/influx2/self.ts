import { classify, type Kind } from '#domain/classify';
import type { Self, Server } from '#domain/server';
import type { Token, TokenListEnd } from '#domain/token';
import type { Known } from './session.ts';
import { isAtLeast } from './version.ts';

/** What was seen of the values in a list. */
export interface ValuesSeen {
  hidden: boolean;
  readable: boolean;
}

/** What is known of the connection's own token when the list has been read. */
interface Seen {
  row: Token | undefined;
  possible: readonly Token[];
  completeness: TokenListEnd['completeness'] | undefined;
}

/**
 * What the own token is: by its entry where that is known, else by what the server answered to it, else by what all the
 * entries are that it can be.
 */
export function selfOf(known: Known, { row, possible, completeness }: Seen): Self {
  const operator = known.operator === 'yes';
  const mayList = operator || (completeness !== undefined && completeness !== 'may-not-list');
  const who = { userId: known.userId, userName: known.userName ?? row?.ownerName, mayList };
  if (row) {
    const { id: tokenId, orgId, orgName, grants } = row;
    return {
      ...who,
      kind: operator ? 'operator' : kindWithRow(classify(row)),
      proof: 'row',
      tokenId,
      orgId,
      orgName,
      grants,
    };
  }
  if (operator) return { ...who, kind: 'operator', proof: 'asked' };
  if (!known.mayReadSelf) return { ...who, kind: 'read-write', proof: 'guess' };
  if (completeness === 'own-user-only') return { ...who, kind: 'all-access', proof: 'guess' };
  const kinds = new Set(possible.map((token) => kindWithRow(classify(token))));
  const [only = 'unknown'] = kinds;
  if (kinds.size === 1) return { ...who, kind: only, proof: 'guess' };
  return { ...who, kind: 'unknown', proof: 'guess', ...(possible.length > 0 && { possible: possible.length }) };
}

function kindWithRow(kind: Kind): Self['kind'] {
  if (kind === 'operator' || kind === 'all-access' || kind === 'read-write') return kind;
  return 'custom';
}

/** How the server keeps values: as the configuration says, as the list shows, or as its version leaves no choice. */
export function hashingOf(known: Known | undefined, seen: ValuesSeen, version: string): Server['hashing'] {
  if (seen.hidden && seen.readable) return 'mixed';
  const said = known?.config?.['use-hashed-tokens'];
  if (typeof said === 'boolean') return said ? 'hashed' : 'plain';
  if (seen.hidden) return 'hashed';
  if (seen.readable || !isAtLeast(version, 8)) return 'plain';
  return 'unknown';
}
