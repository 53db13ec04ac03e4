import { Failure } from '#contract/failure';
import type { ConfirmStep } from '#contract/shapes';
import { classify } from '#domain/classify';
import { type Action, distinctGrants, grantKey } from '#domain/grant';
import { risks, typedPhrase } from '#domain/lockout';
import { namesOf, NO_NAMES, withOwnerState } from '#domain/names';
import { holdsData } from '#domain/resource-type';
import type { Self } from '#domain/server';
import { type NewToken, type Token, type TokenChange, type TokenRef, tokenKey } from '#domain/token';
import type { Reading, Writing } from '#main/providers/provider';
import type { Clipboard } from './clipboard.ts';
import type { Confirmable, Confirmations, Confirmed } from './confirmations.ts';
import type { Profiles } from './profiles.ts';
import type { Reveals } from './reveals.ts';
import type { Servers } from './servers.ts';

interface Needs {
  profiles: Profiles;
  servers: Servers;
  reveals: Reveals;
  clipboard: Clipboard;
  confirmations: Confirmations;
}

/** What can be done with the tokens of a server. */
export class Tokens {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Makes a token; its value stays here, under the name `revealId`. */
  async create(
    connectionId: string,
    wanted: NewToken,
    server: Writing<'createToken'>,
    signal: AbortSignal,
  ): Promise<{ token: Token; revealId: string }> {
    const { token, secret } = await server.write.createToken(
      { ...wanted, grants: distinctGrants(wanted.grants) },
      signal,
    );
    const { address } = this.#needs.profiles.find(connectionId);
    const orgName = token.orgName ?? token.orgId;
    const revealId = this.#needs.reveals.hold({
      secret,
      connectionId,
      token,
      address,
      orgName,
      description: token.description,
      readBucket: firstBucket(token, 'read'),
      writeBucket: firstBucket(token, 'write'),
    });
    return { token, revealId };
  }

  /**
   * Changes a token's description, status or rights. To deactivate takes a confirmation; that and to change rights
   * takes a token that is as it was shown.
   */
  async update(
    connectionId: string,
    ref: TokenRef,
    change: TokenChange,
    given: Partial<Confirmed> & { shown?: Token },
    server: Writing<'updateToken'>,
    signal: AbortSignal,
  ): Promise<Token> {
    if (change.status === 'inactive') {
      const { confirmation = '' } = given;
      const shown = this.#needs.confirmations.use(
        { ...given, confirmation },
        { connectionId, action: 'deactivate', key: tokenKey(ref) },
      );
      mustBeSame(shown, await server.read.getToken(ref, signal));
    }
    if (change.grants) {
      const { shown } = given;
      if (!shown || tokenKey(shown) !== tokenKey(ref)) throw new Failure({ kind: 'bad-request', where: 'shown' });
      mustBeSame(shown, await server.read.getToken(ref, signal));
    }
    return server.write.updateToken(ref, change, signal);
  }

  /** Reads the token anew and says what must be confirmed before it is deleted or deactivated. */
  async prepare(
    connectionId: string,
    ref: TokenRef,
    action: Confirmable['action'],
    shown: Token,
    reading: Reading,
    signal: AbortSignal,
  ): Promise<ConfirmStep> {
    if (tokenKey(shown) !== tokenKey(ref)) throw new Failure({ kind: 'bad-request', where: 'shown' });

    const { self } = await this.#needs.servers.known(connectionId, reading, signal);
    const token = await reading.read.getToken(ref, signal);
    mustBeSame(shown, token);
    const typed = action === 'delete' && this.#needs.profiles.find(connectionId).environment === 'production';
    return this.#needs.confirmations.issue({
      connectionId,
      action,
      token,
      type: typed ? typedPhrase(token) : undefined,
      risks: await risksOf(token, self, reading, signal),
    });
  }

  /** Deletes a token that was confirmed and still is what was shown; Failure 'changed' names what is not. */
  async delete(
    connectionId: string,
    ref: TokenRef,
    confirmed: Confirmed,
    server: Writing<'deleteToken'>,
    signal: AbortSignal,
  ): Promise<void> {
    const shown = this.#needs.confirmations.use(confirmed, { connectionId, action: 'delete', key: tokenKey(ref) });
    mustBeSame(shown, await server.read.getToken(ref, signal));
    await server.write.deleteToken(ref, signal);
  }

  /** The value of a token that the server still tells; the one deliberate way that it leaves main. */
  async look(ref: TokenRef, { read }: Reading, signal: AbortSignal): Promise<{ value: string }> {
    const secret = await read.lookAtValue(ref, signal);
    return { value: secret.reveal() };
  }

  /**
   * Copies the value of a token that the server still tells; answers when the clipboard is cleared, in ms since 1970.
   */
  async copyValue(ref: TokenRef, { read }: Reading, signal: AbortSignal): Promise<{ clearsAt: number }> {
    return this.#needs.clipboard.copySecret(await read.lookAtValue(ref, signal));
  }
}

/** What deleting or deactivating it risks, by every token that is there and by whether their owners are active. */
async function risksOf(
  token: Token,
  self: Self | undefined,
  { read }: Reading,
  signal: AbortSignal,
): Promise<ConfirmStep['risks']> {
  const tokens: Token[] = [];
  await read.listTokens((batch) => tokens.push(...batch), signal);
  // Only the last token of one of these kinds shuts people out.
  const guarded = ['operator', 'all-access'].includes(classify(token));
  const names = guarded ? namesOf(await read.listResources(signal)) : NO_NAMES;
  return risks(withOwnerState(token, names), { self, tokens: tokens.map((other) => withOwnerState(other, names)) });
}

/** The name of the first bucket or database that it may read or write. */
function firstBucket({ grants }: Token, wanted: Action): string | undefined {
  return grants.find(({ action, type, name }) => action === wanted && holdsData(type) && name)?.name;
}

function mustBeSame(shown: Token, found: Token): void {
  const grantsOf = ({ grants, unread = [] }: Token) => [...grants.map(grantKey), ...unread].sort().join('\n');
  const fields = [
    ...(['description', 'ownerId', 'orgId', 'status'] as const).filter((field) => shown[field] !== found[field]),
    ...(grantsOf(shown) === grantsOf(found) ? [] : ['grants']),
  ];
  if (fields.length > 0) throw new Failure({ kind: 'changed', fields });
}
