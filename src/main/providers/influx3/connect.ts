import type { ConnectNews } from '#contract/shapes';
import type { Answering, Capability, Self, Server } from '#domain/server';
import { isBefore } from '#domain/version';
import type { Token, TokenListEnd } from '#domain/token';
import type { SharedList } from '#main/providers/shared-list';
import { reported, settled, step, type Report } from '#main/providers/steps';
import { productOf, type Identity } from './identify.ts';
import type { Access, Session } from './session.ts';
import { sessionSelf } from './user-session.ts';
import { traitsOf } from './traits.ts';

interface ConnectDeps {
  session: Session;
  list: SharedList;
  can: Capability[];
}

/** Runs the connect sequence. A token that is not valid ends it; what comes after is only reported. */
export async function connect(
  { session, list, can }: ConnectDeps,
  answering: Answering,
  tell: (news: ConnectNews) => void,
  signal: AbortSignal,
): Promise<Server> {
  const report: Report = (step) => tell({ step });
  session.begin();
  report({ name: 'set-up', outcome: 'skipped' });
  const { access, identity } = await step('credential', report, () => checkCredential(session, answering, signal));
  report({ name: 'credential', ...credentialWords(access, identity) });
  const seen = new Seen();
  const listed = await reported('tokens', settled(list.start(seen.take, signal)), report, (end) => ({
    outcome: end.completeness === 'may-not-list' ? 'warning' : 'ok',
    value: String(seen.count),
  }));
  for (const name of ['organizations', 'configuration', 'types'] as const) report({ name, outcome: 'skipped' });
  const known = seen.databases ? { ...identity, edition: 'Enterprise' as const } : identity;
  const ofLogin = access === 'token' ? sessionSelf(await session.credential()) : undefined;
  const self = ofLogin
    ? { ...ofUser(listed?.completeness), ...ofLogin }
    : selfOf(access, seen.own, listed?.completeness);
  return {
    product: productOf(known),
    version: known.version,
    cluster: known.cluster,
    readiness: isUnclaimed(access, seen, listed?.completeness) ? 'unclaimed' : 'ready',
    traits: traitsOf(known, self),
    hashing: 'hashed',
    clockAhead: session.skew(),
    self,
    organizations: [],
    resourceTypes: ['databases', 'system'],
    can: access === 'open' ? [] : ableIn(known, can),
  };
}

async function checkCredential(
  session: Session,
  { version, cluster }: Answering,
  signal: AbortSignal,
): Promise<{ access: Access; identity: Identity }> {
  const access = await session.access(signal);
  const told = await session.identity(signal);
  const identity: Identity = { edition: 'unknown', version, cluster, ...told };
  return { access, identity: { ...identity, version: identity.version || version } };
}

function credentialWords(access: Access, identity: Identity): { outcome: 'ok' | 'warning'; value: string } {
  const product = `${productOf(identity)} ${identity.version}`.trim();
  if (access === 'open') return { outcome: 'warning', value: `${product} asks nobody for a token` };
  return { outcome: 'ok', value: product };
}

/** What was seen of the list so far. */
class Seen {
  count = 0;
  own: Token | undefined;
  /** Are there tokens for databases? Only Enterprise has them, also where a version does not tell its edition. */
  databases = false;
  operator = false;

  readonly take = (tokens: Token[]): void => {
    this.count += tokens.length;
    this.own ??= tokens.find(({ own }) => own === 'yes');
    this.operator ||= tokens.some(({ kind }) => kind === 'operator');
    this.databases ||= tokens.some(({ kind }) => kind === 'database');
  };
}

/** A recovery port can be opened since 3.3. */
function ableIn({ version }: Identity, can: readonly Capability[]): Capability[] {
  const recoverable = version === '' || !isBefore(version, '3.3');
  return can.filter((each) => recoverable || each !== 'recoverOperator');
}

/**
 * Tokens of a file can be there before anybody has claimed a server: whoever reaches it can still make its operator
 * token.
 */
function isUnclaimed(access: Access, seen: Seen, completeness?: TokenListEnd['completeness']): boolean {
  return access === 'token' && completeness === 'every-token' && !seen.operator;
}

function ofRow({ kind, id: tokenId, grants, expiresAt }: Token): Self {
  return {
    kind: kind ?? 'unknown',
    proof: 'row',
    tokenId,
    grants,
    mayList: true,
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/**
 * A user who may list tokens may do what an admin token may; what others may depends on their roles, which are not
 * asked for.
 */
function ofUser(completeness?: TokenListEnd['completeness']): Self {
  if (completeness === 'every-token') return { kind: 'admin', proof: 'asked', mayList: true };
  return { kind: 'unknown', proof: 'asked', mayList: false };
}

/** Who may list tokens is an administrator: on Core every token is, on Enterprise nobody else may. */
function selfOf(access: Access, own: Token | undefined, completeness?: TokenListEnd['completeness']): Self {
  if (access === 'open') return { kind: 'none', proof: 'asked', mayList: completeness === 'every-token' };
  if (own) return ofRow(own);
  if (completeness === 'may-not-list') return { kind: 'database', proof: 'asked', mayList: false };
  if (completeness === undefined) return { kind: 'unknown', proof: 'guess', mayList: false };
  return { kind: 'admin', proof: 'asked', mayList: true };
}
