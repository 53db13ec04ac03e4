import { allows } from './access.ts';
import { classify } from './classify.ts';
import { isDead, type Names, NO_NAMES } from './names.ts';
import { merge, name, plain } from './phrase.ts';
import type { Phrase } from './phrase.ts';
import type { Self } from './server.ts';
import { isPrintable } from './show-text.ts';
import { deeds } from './summary.ts';
import { tokenKey } from './token.ts';
import type { Token } from './token.ts';

/** What may shut people out when a token is deleted or deactivated. */
type Risk = 'own-token' | 'maybe-own-token' | 'last-operator' | 'last-all-access';

/**
 * What is known beside the token: this connection's own token, and the list that it reads. The last one seen counts as
 * the last one.
 */
interface Surroundings {
  readonly self?: Self;
  readonly tokens: readonly Token[];
}

/** The risks of deleting or deactivating a token; none means that a plain confirmation is enough. */
export function risks(token: Token, { self, tokens }: Surroundings): Risk[] {
  const found: Risk[] = [];
  const own = ownness(token, self);
  if (own === 'yes') found.push('own-token');
  if (own === 'maybe') found.push('maybe-own-token');
  // What does not work opens nothing, so nobody is shut out without it.
  if (!works(token)) return found;
  const kind = classify(token);
  const others = tokens.filter(
    (other) => tokenKey(other) !== tokenKey(token) && works(other) && classify(other) === kind,
  );
  if (kind === 'operator' && others.length === 0) found.push('last-operator');
  if (kind === 'all-access' && !others.some(({ orgId }) => orgId === token.orgId)) found.push('last-all-access');
  return found;
}

/**
 * Is it the token that the connection itself uses? A server never says, so only proof to the contrary is a no: another
 * owner, another entry known as the own one, not being active, or lacking the right by which this connection just read
 * it.
 */
function ownness(token: Token, self: Self | undefined): 'yes' | 'no' | 'maybe' {
  if (token.store === 'v1' || token.own === 'no') return 'no';
  if (token.own === 'yes' || self?.tokenId === token.id) return 'yes';
  if (self?.tokenId !== undefined || token.status === 'inactive') return 'no';
  if (self?.userId !== undefined && self.userId !== token.ownerId) return 'no';
  const { id, orgId, ownerId, grants } = token;
  const couldReadItself =
    allows(grants, { action: 'read', type: 'authorizations', id, orgId }) &&
    allows(grants, { action: 'read', type: 'users', id: ownerId });
  return couldReadItself ? 'maybe' : 'no';
}

function works({ status, ownerInactive, ownerId, ownerName }: Token): boolean {
  return status === 'active' && !ownerInactive && (ownerId === '' || ownerName !== undefined);
}

const LONGEST_TYPED = 40;
const ID_DIGITS = 6;

/**
 * What must be typed before a delete in production: the description, or the last six digits of the id where that is
 * empty, longer than 40 characters, or not to be seen whole on the screen.
 */
export function typedPhrase({ description, id }: Pick<Token, 'description' | 'id'>): string {
  const isTypable =
    description !== '' &&
    description.length <= LONGEST_TYPED &&
    isPrintable(description) &&
    !/^\s|\s$|\s\s/u.test(description);
  return isTypable ? description : id.slice(-ID_DIGITS);
}

/** Who loses what: "telegraf host-7 can no longer write telemetry in acme on prod-eu." */
export function whoLosesWhat(token: Token, serverName: string, names: Names = NO_NAMES): Phrase {
  const who = token.description.trim() === '' ? plain('The token without a description') : name(token.description);
  const where = [plain(' on '), name(serverName, 'plain'), plain('.')];
  const idle = whyIdle(token);
  if (idle !== undefined) return merge([who, plain(`${idle}, so nothing stops working`), ...where]);
  // A right on what is gone gave nothing, so nobody loses it.
  const live = token.grants.filter((grant) => !isDead(grant, names));
  const lost = deeds({ ...token, grants: live }, names);
  if (lost.length === 1 && lost[0]?.text === 'do nothing')
    return merge([
      who,
      plain(token.unread?.length ? ` ${UNREAD}` : ' can do nothing, so nothing stops working'),
      ...where,
    ]);
  return merge([who, plain(' can no longer '), ...lost, ...where]);
}

const UNREAD = 'loses what it may do, which is in a form not known here,';

function whyIdle({ status, ownerId, ownerName, ownerInactive }: Token): string | undefined {
  if (status !== 'active') return ` is ${status}`;
  if (ownerId !== '' && ownerName === undefined) return ' has an owner who is gone';
  return ownerInactive ? ' has an owner who is inactive' : undefined;
}
