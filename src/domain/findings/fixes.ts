import { endWords, whyNoEnd } from '#domain/end-words';
import type { TokenRow } from '#domain/search-row';
import type { Server } from '#domain/server';
import type { Cure } from './rule.ts';

/** What the app does when the fix is chosen. 'review' shows the tokens, 'show' the one token. */
export type FixAct =
  | 'delete'
  | 'deactivate'
  | 'replace'
  | 'edit-rights'
  | 'show'
  | 'review'
  | 'narrow'
  | 'edit-connection'
  | 'claim'
  | 'regenerate'
  | 'help-hashing'
  | 'server';

/** The safe way to make a finding good, as a button: what it does and what stands on it. */
export interface Fix {
  readonly act: FixAct;
  readonly label: string;
}

const ONE_TOKEN: ReadonlySet<FixAct> = new Set(['delete', 'deactivate', 'replace', 'edit-rights']);

/** Does the fix change something on the server, so that it needs admin mode? */
export function changesServer({ act }: Fix): boolean {
  return ONE_TOKEN.has(act) || act === 'claim' || act === 'regenerate' || act === 'narrow';
}

/** The fix that this server has for it. Several tokens are looked at one by one. */
export function fixFor(cure: Cure, rows: readonly TokenRow[], server: Server): Fix {
  const [row, second] = rows;
  if (!row) return ofServer(cure, server);
  if (second || cure === 'review') return { act: 'review', label: 'Review' };
  return ofToken(cure, row, server) ?? { act: 'show', label: 'Look at it' };
}

function ofServer(cure: Cure, { can }: Server): Fix {
  if (cure === 'claim' && can.includes('claimOperator')) return { act: 'claim', label: 'Claim it' };
  if (cure === 'narrow-connection' && can.includes('createToken'))
    return { act: 'narrow', label: 'Switch to all-access tokens' };
  if (cure === 'edit-connection') return { act: 'edit-connection', label: 'Edit the connection' };
  if (cure === 'hashing') return { act: 'help-hashing', label: 'How to switch on hashing' };
  return { act: 'server', label: 'Look at the server' };
}

function ofToken(cure: Cure, row: TokenRow, server: Server): Fix | undefined {
  const { can, traits } = server;
  const endable = whyNoEnd(row.token) === undefined;
  const may = (part: 'status' | 'grants' | 'description') =>
    can.includes('updateToken') && traits.changes.includes(part);
  switch (cure) {
    case 'describe':
      return { act: 'show', label: may('description') ? 'Describe' : 'Look at it' };
    case 'regenerate':
      return can.includes('regenerateOperator') ? { act: 'regenerate', label: 'Regenerate' } : undefined;
    case 'smaller':
      if (may('grants') && endable) return { act: 'edit-rights', label: 'Edit rights' };
      return replacing(row, server, 'Make the smaller token');
    case 'replace':
      return replacing(row, server, 'Replace');
    case 'stop':
      if (may('status') && row.token.status === 'active') return { act: 'deactivate', label: 'Deactivate' };
      return ending(endable, server);
    case 'delete':
      return ending(endable, server);
    default:
      return undefined;
  }
}

function replacing({ token }: TokenRow, { can }: Server, label: string): Fix | undefined {
  const may = can.includes('createToken') && can.includes('deleteToken') && token.store === 'api';
  return may && whyNoEnd(token) === undefined ? { act: 'replace', label } : undefined;
}

function ending(endable: boolean, { can, traits }: Server): Fix | undefined {
  return endable && can.includes('deleteToken') ? { act: 'delete', label: endWords(traits).verb } : undefined;
}
