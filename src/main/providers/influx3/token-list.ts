import { Failure, factsOf } from '#contract/failure';
import type { Token, TokenListEnd, TokenRef } from '#domain/token';
import { type Databases, readDatabases } from './databases.ts';
import type { Session } from './session.ts';
import { namesDatabases, TokenRows } from './token-row.ts';

/** How many rows are asked for at once, after the first ones, which nobody should wait for. */
const FIRST_PAGE = 500;
const PAGE = 5_000;

type Take = (tokens: Token[]) => void;
type Rows = Record<string, unknown>[];

/** Reads all tokens by their ids, which only grow. Who may not list them is told so, which is no failure. */
export async function readTokenList(session: Session, take: Take, signal: AbortSignal): Promise<TokenListEnd> {
  const readAt = session.timers.now();
  let unreadable = 0;
  let databases: Databases | undefined;
  const onRows = async (rows: Rows, at: number) => {
    if (!databases && rows.some(namesDatabases)) databases = await readDatabases(session, signal);
    const parser = new TokenRows({ secret: await session.ownToken(signal), at, databases });
    const tokens = rows.map((row) => parser.tokenOf(row)).filter((token) => token !== undefined);
    unreadable += rows.length - tokens.length;
    session.own.listed(tokens);
    if (tokens.length > 0) take(tokens);
  };
  try {
    await eachPage(session, onRows, signal);
    return { readAt, completeness: 'every-token', unreadable, v1: 'absent' };
  } catch (error) {
    if (factsOf(error).kind !== 'missing-right') throw error;
    return { readAt, completeness: 'may-not-list', unreadable: 0, v1: 'absent' };
  }
}

async function eachPage(
  session: Session,
  onRows: (rows: Rows, at: number) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let behind = -1;
  for (let size = FIRST_PAGE; ; size = PAGE) {
    const where = behind < 0 ? '' : `WHERE token_id > ${behind} `;
    const { rows, at } = await session.query(
      `SELECT * FROM system.tokens ${where}ORDER BY token_id LIMIT ${size}`,
      signal,
    );
    await onRows(rows, at);
    const last = rows.at(-1)?.token_id;
    if (rows.length < size || !Number.isSafeInteger(last)) return;
    behind = Number(last);
  }
}

/** One token, read now; a Failure 'gone' when it is not there. */
export async function readToken(session: Session, { store, id }: TokenRef, signal: AbortSignal): Promise<Token> {
  if (store !== 'api' || !/^\d{1,16}$/.test(id)) throw new Failure({ kind: 'invalid', field: 'id', reason: 'form' });
  const token = await readOne(session, { sql: `token_id = ${id}`, params: {} }, signal);
  if (!token) throw new Failure({ kind: 'gone', what: 'token' });
  return token;
}

/** The token with this name, if there is one. */
export function readNamed(session: Session, name: string, signal: AbortSignal): Promise<Token | undefined> {
  return readOne(session, { sql: 'name = $name', params: { name } }, signal);
}

async function readOne(
  session: Session,
  { sql, params }: { sql: string; params: Record<string, string> },
  signal: AbortSignal,
): Promise<Token | undefined> {
  const { rows, at } = await session.query(`SELECT * FROM system.tokens WHERE ${sql}`, signal, { params });
  const databases = rows.some(namesDatabases) ? await readDatabases(session, signal) : undefined;
  const [row] = rows;
  const token = row && new TokenRows({ secret: await session.ownToken(signal), at, databases }).tokenOf(row);
  if (token) session.own.listed([token]);
  return token;
}
