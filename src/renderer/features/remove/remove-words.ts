import type { ConfirmStep } from '#contract/shapes';
import type { Traits } from '#domain/server';
import { endWords } from '#domain/end-words';
import type { RemovalAction } from './removal.svelte.ts';

type Risk = ConfirmStep['risks'][number];

/** How what is about to happen is called on a server, in the places where it is said. */
export interface RemovalWords {
  /** "Delete", for title and button. */
  verb: string;
  /** "delete", inside a sentence. */
  inside: string;
  /** "Deleting". */
  doing: string;
  /** What it means for the token, in sentences. */
  means: string;
}

const DEACTIVATE: RemovalWords = {
  verb: 'Deactivate',
  inside: 'deactivate',
  doing: 'Deactivating',
  means: 'You can activate it again at any time.',
};

export function removalWords(action: RemovalAction, traits: Pick<Traits, 'end'>): RemovalWords {
  return action === 'delete' ? endWords(traits) : DEACTIVATE;
}

/** What a risk means for the person, as a sentence. */
export function riskWords(risk: Risk, { doing }: RemovalWords, serverName: string): string {
  switch (risk) {
    case 'own-token':
      return `This is the token that Token Explorer itself uses for ${serverName}. ${doing} it ends this connection at once.`;
    case 'maybe-own-token':
      return `This may be the token that Token Explorer itself uses for ${serverName}: nothing proves that it is another one. ${doing} it could end this connection.`;
    case 'last-operator':
      return `No other working operator token of ${serverName} is known. ${doing} it can leave the server without anyone who may manage it; a new one can then only be made on the server's own machine, while the server is stopped.`;
    case 'last-all-access':
      return `No other working all-access token of this organization is known. ${doing} it can leave the organization without a token that manages it.`;
  }
}

/** What a person says with the second step. */
export function secondStepWords(risks: readonly Risk[], { inside: word }: RemovalWords): string {
  if (risks.includes('own-token')) return `Yes, cut this connection off and ${word} its own token`;
  if (risks.includes('last-operator')) return `Yes, ${word} it, I have another way into this server`;
  if (risks.includes('maybe-own-token')) return `Yes, ${word} it, even if this connection ends with it`;
  return `Yes, ${word} it, I can manage this organization without it`;
}

const FIELDS: Record<string, string> = {
  description: 'its description',
  ownerId: 'its owner',
  orgId: 'its organization',
  status: 'its status',
  grants: 'its rights',
  expiresAt: 'its expiry',
};

/** Which things changed, as a list in a sentence. */
export function changedWords(fields: readonly string[]): string {
  return new Intl.ListFormat('en').format(fields.map((field) => FIELDS[field] ?? field));
}
