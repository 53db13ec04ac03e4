import { Failure } from '#contract/failure';
import { permissionsOf3 } from '#domain/grants3';
import { ALL, givesAdmin, permission, permissionBody, type Permission3 } from '#domain/permission3';
import type { NewToken, Token } from '#domain/token';
import type { Path } from '#main/providers/http/path';
import { look, madeSince, unknownOutcome } from '#main/providers/lost-answer';
import type { Created } from '#main/providers/provider';
import { madeOf } from './made-token.ts';
import { textOf } from './body.ts';
import { PATHS } from './paths.ts';
import { NO_SUCH_PATH, refusal } from './refusal.ts';
import { readNamed, readToken } from './token-list.ts';
import { OPERATOR } from './token-row.ts';
import { send, type Influx3Writer } from './writing.ts';

/** An end later than this made servers before 3.10 fail, and means never to later ones: a hundred years, in seconds. */
const LONGEST_SECONDS = 3_155_760_000;

const EVERYTHING = permission(ALL, [ALL], [ALL]);

/** One way to make a token: where, with what rights. */
interface Plan {
  kind: 'admin' | 'database';
  path: Path;
  permissions: Permission3[];
}

/**
 * Makes a named admin token, or one for databases, and answers it as the server then lists it: with the end that it
 * keeps. A lost answer is looked for by the name, and never asked for again.
 */
export async function createToken(writer: Influx3Writer, wanted: NewToken, signal: AbortSignal): Promise<Created> {
  const { session } = writer;
  await session.access(signal);
  const { kind, path, permissions } = planOf(wanted);
  const startedAt = session.now();
  const body = {
    token_name: wanted.description,
    ...(kind === 'database' && { permissions: permissions.map(permissionBody) }),
    ...secondsTo(wanted.expiresAt, startedAt),
  };
  const written = await send(writer, { method: 'POST', path, body, signal });
  if ('answer' in written && written.answer.status >= 300) {
    // Servers without such tokens do not know the path either: Core, and those before 3.1.
    const absent = written.answer.status === 404 && textOf(written.answer) === NO_SUCH_PATH;
    throw absent ? new Failure({ kind: 'not-able', what: 'createToken' }) : refusal(written.answer);
  }
  const created = 'answer' in written ? madeOf(written.answer, kind, permissions) : undefined;
  if (!created) throw unknownOutcome('createToken', await findMade(writer, wanted.description, startedAt, signal));
  const stored = await look(signal, () => readToken(session, created.token, signal));
  return stored ? { ...created, token: stored } : created;
}

function planOf(wanted: NewToken): Plan {
  const { permissions, left } = permissionsOf3(wanted.grants);
  const kind = wanted.kind ?? (permissions.some(givesAdmin) ? 'admin' : 'database');
  // SECURITY: on a server without an operator token, that name would make one.
  if (wanted.description === OPERATOR) throw invalid('description', 'reserved');
  if (wanted.status !== 'active') throw invalid('status', 'form');
  if (kind === 'admin') return { kind, path: PATHS.namedAdmin, permissions: [EVERYTHING] };
  if (kind !== 'database') throw new Failure({ kind: 'not-able', what: 'createToken' });
  if (left.length > 0 || permissions.some(givesAdmin)) throw invalid('grants', 'form');
  return { kind, path: PATHS.resourceToken, permissions };
}

/** How long a token is to live, in whole seconds by the server's clock. */
function secondsTo(expiresAt: number | undefined, now: number): { expiry_secs?: number } {
  if (expiresAt === undefined) return {};
  const seconds = Math.round((expiresAt - now) / 1000);
  if (seconds <= 0) throw invalid('expiry', 'past');
  if (seconds > LONGEST_SECONDS) throw invalid('expiry', 'too-far');
  return { expiry_secs: seconds };
}

function invalid(field: string, reason: string): Failure {
  return new Failure({ kind: 'invalid', field, reason });
}

/** Names are unique: the token of this name, if it is not older than the request. */
function findMade(
  writer: Influx3Writer,
  name: string,
  startedAt: number,
  signal: AbortSignal,
): Promise<Token | undefined> {
  return look(signal, async () => {
    const found = await readNamed(writer.session, name, signal);
    return madeSince(startedAt, found ? [found] : []);
  });
}
