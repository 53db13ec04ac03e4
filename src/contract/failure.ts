import { z } from 'zod';
import { TokenRef } from '#domain/token';

/**
 * What is known for certain of a token that a server takes no more; all times in ms since 1970. `takenAt`: when it was
 * taken last. `name`: what the list called it. `expiredAt`: when it ran out, by the server's clock. `deletedAt`: when
 * this connection deleted it. `moved`: another cluster answers now.
 */
const FormerToken = z.object({
  takenAt: z.number(),
  name: z.string().optional(),
  operator: z.boolean().optional(),
  expiredAt: z.number().optional(),
  deletedAt: z.number().optional(),
  moved: z.boolean().optional(),
});
export type FormerToken = z.infer<typeof FormerToken>;

const OneFailure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('bad-request'), where: z.string().optional() }),
  z.object({ kind: z.literal('invalid'), field: z.string(), reason: z.string() }),
  z.object({ kind: z.literal('untrusted-sender') }),
  z.object({ kind: z.literal('too-many-calls') }),
  z.object({ kind: z.literal('read-only'), why: z.enum(['locked', 'policy']) }),
  z.object({ kind: z.literal('not-able'), what: z.string() }),
  z.object({ kind: z.literal('no-such-connection') }),
  z.object({ kind: z.literal('no-such-reveal') }),
  z.object({ kind: z.literal('no-such-import') }),
  z.object({ kind: z.literal('declined') }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({
    kind: z.literal('unreachable'),
    host: z.string(),
    cause: z.enum(['refused', 'dns', 'reset', 'no-route', 'other']),
  }),
  z.object({ kind: z.literal('timeout'), host: z.string(), phase: z.enum(['connect', 'headers', 'idle', 'total']) }),
  z.object({
    kind: z.literal('tls'),
    host: z.string(),
    cause: z.enum([
      'self-signed',
      'unknown-ca',
      'expired',
      'not-yet-valid',
      'host-mismatch',
      'old-protocol',
      'tls-on-plain',
      'plain-on-tls',
      'other',
    ]),
  }),
  z.object({ kind: z.literal('redirect'), to: z.string() }),
  z.object({ kind: z.literal('too-large'), limit: z.number() }),
  z.object({ kind: z.literal('bad-encoding') }),
  z.object({
    kind: z.literal('bad-response'),
    status: z.number(),
    contentType: z.string(),
    reason: z.enum(['html', 'not-json', 'truncated', 'too-deep', 'shape']),
  }),
  z.object({ kind: z.literal('proxy'), status: z.number() }),
  z.object({ kind: z.literal('wrong-product'), product: z.string() }),
  z.object({ kind: z.literal('not-set-up') }),
  /**
   * `seems`: it looks like a token for databases where one that manages is needed, like one that ran out, or like the
   * session of a user, which ran out ('session-over') or is refused for another reason ('session'). `recoverable`:
   * a server of this kind can have a recovery port. `former`: the server took the token before.
   */
  z.object({
    kind: z.literal('bad-credential'),
    seems: z.enum(['database', 'over', 'session', 'session-over']).optional(),
    recoverable: z.boolean().optional(),
    former: FormerToken.optional(),
  }),
  z.object({ kind: z.literal('token-inactive') }),
  z.object({ kind: z.literal('owner-inactive') }),
  z.object({ kind: z.literal('missing-right'), right: z.string() }),
  z.object({ kind: z.literal('may-not-grant'), grant: z.string() }),
  z.object({ kind: z.literal('gone'), what: z.string() }),
  /** `waitMs`: how long the server asks to wait before the same is asked again. */
  z.object({
    kind: z.literal('server-refused'),
    status: z.number(),
    message: z.string(),
    field: z.string().optional(),
    waitMs: z.number().optional(),
  }),
  z.object({ kind: z.literal('server-failed'), status: z.number(), message: z.string() }),
  /** `found`: the token that a lost `createToken` made all the same. */
  z.object({ kind: z.literal('outcome-unknown'), what: z.string(), found: TokenRef.optional() }),
  /** `claimable`: nobody may have claimed the server yet; it gives its first token to whoever asks for it. */
  z.object({ kind: z.literal('no-credential'), claimable: z.boolean().optional() }),
  z.object({ kind: z.literal('secret-locked') }),
  z.object({ kind: z.literal('secret-mismatch') }),
  z.object({ kind: z.literal('changed'), fields: z.array(z.string()) }),
  z.object({ kind: z.literal('not-confirmed'), why: z.enum(['expired', 'other-target', 'typed', 'second-step']) }),
  z.object({
    kind: z.literal('storage'),
    file: z.string(),
    cause: z.enum(['full', 'denied', 'read-only', 'busy', 'newer', 'unreadable', 'other']),
  }),
  z.object({ kind: z.literal('internal') }),
]);

/**
 * One thing of several that were to be done. 'lost': its token was made, but its value could not be kept. 'unsure': the
 * server may have done it or not. 'left': nothing was done.
 */
const Part = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['done', 'lost', 'unsure', 'left']),
  tokenId: z.string().optional(),
});
export type Part = z.infer<typeof Part>;

/** Everything that can go wrong, as data. `explain` has the words; nothing here may hold a secret. */
export const FailureFacts = z.discriminatedUnion('kind', [
  ...OneFailure.options,
  /** Work on several things that `cause` ended when some were done already. */
  z.object({ kind: z.literal('part-done'), parts: z.array(Part), cause: OneFailure }),
]);
export type FailureFacts = z.infer<typeof FailureFacts>;

/** The one error of this project. Throw it with facts; catch it only where you can do better. */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** `cause`, in `options`: what was thrown before, for the log. */
  constructor(
    readonly facts: FailureFacts,
    options?: ErrorOptions,
  ) {
    super(facts.kind, options);
  }
}

/** Any thrown thing as facts: what is not a Failure is 'internal', without its text. */
export function factsOf(thrown: unknown): FailureFacts {
  return thrown instanceof Failure ? thrown.facts : { kind: 'internal' };
}

const UNSURE: ReadonlySet<FailureFacts['kind']> = new Set(['outcome-unknown', 'server-failed', 'internal']);

/** After this failure, may the write that it ended have happened all the same? */
export function mayHaveHappened({ kind }: FailureFacts): boolean {
  return UNSURE.has(kind);
}
