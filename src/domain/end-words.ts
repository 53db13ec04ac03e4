import type { Traits } from './server.ts';
import type { Token } from './token.ts';

/** How the end of a token is called on a server. */
interface EndWords {
  /** "Delete", for a button. */
  readonly verb: string;
  /** "delete", inside a sentence. */
  readonly inside: string;
  /** "Deleting", at the beginning of a sentence. */
  readonly doing: string;
  /** "deleted". */
  readonly done: string;
  /** What it means for the token, in sentences. */
  readonly means: string;
}

const ENDS: Record<Traits['end'], EndWords> = {
  delete: {
    verb: 'Delete',
    inside: 'delete',
    doing: 'Deleting',
    done: 'deleted',
    means: 'This cannot be undone.',
  },
  revoke: {
    verb: 'Revoke',
    inside: 'revoke',
    doing: 'Revoking',
    done: 'revoked',
    means: 'This cannot be undone. The server keeps the token as a revoked one in its list, and it never works again.',
  },
};

export function endWords({ end }: Pick<Traits, 'end'>): EndWords {
  return ENDS[end];
}

/** Why this token cannot be deleted or revoked at all, whoever asks; undefined when it can. */
export function whyNoEnd({ status, kind }: Pick<Token, 'status' | 'kind'>): string | undefined {
  if (status === 'revoked') return 'It is revoked already.';
  // InfluxDB 3: the server refuses to delete `_admin`, the one token that it calls its operator's.
  if (kind === 'operator')
    return 'No server deletes its operator token. Regenerating gives it a new value and ends the old one.';
  return undefined;
}

/** Why a part of a token that exists cannot be changed on a server; undefined when it can. */
export function whyNoChange(
  { changes, label, end, expiry }: Pick<Traits, 'changes' | 'label' | 'end' | 'expiry'>,
  part: Traits['changes'][number],
): string | undefined {
  if (changes.includes(part)) return undefined;
  const { inside, done } = ENDS[end];
  if (part === 'grants')
    return `Rights cannot be changed here: replace the token by one with other rights, then ${inside} it.`;
  if (part === 'status')
    return `This server deactivates no token: it works until it ${expiry ? 'expires or ' : ''}is ${done}.`;
  return label === 'name' ? 'A token keeps its name as long as it lives.' : 'This server changes no description.';
}
