import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { Grant } from '#domain/grant';
import { firstSeen } from '#domain/first-view';
import { ONCE } from '#domain/parse-once';
import { type Snapshot, SnapshotHead, type SnapshotStart } from '#domain/snapshot';
import { Token } from '#domain/token';

/** How many tokens stand in one line: the first rows can be shown before the second line is read. */
const PER_LINE = 1000;
/** How many tokens stand beside the head, and how long their text may be in all: they go to the page in one message. */
const FIRST = 100;
const FIRST_LENGTH = 500_000;
/** Most of what a snapshot holds is said again and again: more work would hardly make it smaller. */
const GZIP_LEVEL = 3;

/** Tokens made to one pattern share their grants: each line adds lists of grants, which tokens name by their number. */
const Line = z.object({
  grants: z.array(z.array(Grant)),
  tokens: z.array(Token.extend({ grants: z.number().int() })),
});
/** Files of early builds have no first tokens. */
const First = z.object({ version: z.literal(1), head: SnapshotHead, first: Line.optional() });
const Last = z.object({ whole: z.number().int() });

/**
 * A snapshot as it is written, and a hash that is equal for two with the same tokens of the same server, whenever read.
 */
export interface Written {
  readonly hash: string;
  readonly lines: readonly string[];
}

/** Puts a snapshot into lines, one after the other: between them main does what else there is to do. */
export async function written(snapshot: Snapshot): Promise<Written> {
  const { facts, server, tokens } = snapshot;
  const sum = createHash('sha256');
  sum.update(JSON.stringify([facts.address, facts.completeness, facts.unreadable, facts.v1]));
  sum.update(JSON.stringify({ ...server, startedAt: undefined, certificateEndsAt: undefined }));
  const first = lineOf(firstOf(snapshot), new Map());
  const lines = [`${JSON.stringify({ version: 1, head: { facts, server }, first })}\n`];
  for (const line of tokenLines(snapshot)) {
    sum.update(line);
    lines.push(line);
    await setImmediate();
  }
  lines.push(`${JSON.stringify({ whole: tokens.length })}\n`);
  return { hash: sum.digest('hex'), lines };
}

/** Writes a snapshot compressed, for the owner alone, and waits until it is on the disk. */
export async function writeSnapshot(path: string, { lines }: Pick<Written, 'lines'>): Promise<void> {
  const target = fs.createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true });
  await pipeline(Readable.from(lines), createGzip({ level: GZIP_LEVEL }), target);
}

/** What is shown of a snapshot first; throws when the file holds none. */
export async function readStart(path: string): Promise<SnapshotStart> {
  for await (const line of linesIn(path)) {
    const { head, first } = First.parse(JSON.parse(line), ONCE);
    return { ...head, first: first ? withGrants(first, []) : [] };
  }
  throw new SyntaxError('an empty snapshot');
}

/**
 * Hands on the tokens of a snapshot in their order as they are read, then answers what stands before them; throws when
 * it is not whole.
 */
export async function readSnapshot(
  path: string,
  push: (tokens: Token[]) => void,
  signal: AbortSignal,
): Promise<SnapshotHead> {
  let head: SnapshotHead | undefined;
  let count = 0;
  let whole: number | undefined;
  const grants: Grant[][] = [];
  for await (const text of linesIn(path)) {
    signal.throwIfAborted();
    const line: unknown = JSON.parse(text);
    if (!head) {
      head = First.parse(line).head;
      continue;
    }
    const last = Last.safeParse(line);
    if (last.success) whole = last.data.whole;
    else {
      const tokens = withGrants(Line.parse(line), grants);
      count += tokens.length;
      push(tokens);
    }
  }
  if (!head || whole !== count) throw new SyntaxError('a snapshot without its end');
  return head;
}

/** The tokens of a line with what they may do; `grants` are those of the lines before it, and then its own too. */
function withGrants(line: z.infer<typeof Line>, grants: Grant[][]): Token[] {
  grants.push(...line.grants);
  return line.tokens.map((token) => {
    const held = grants[token.grants];
    if (!held) throw new SyntaxError('a token without its grants');
    return { ...token, grants: held };
  });
}

function firstOf({ tokens, server }: Snapshot): Token[] {
  let length = 0;
  return firstSeen(tokens, server, FIRST).filter((token) => (length += JSON.stringify(token).length) <= FIRST_LENGTH);
}

function* tokenLines({ tokens }: Snapshot): Generator<string> {
  const places = new Map<readonly Grant[], number>();
  for (let from = 0; from < tokens.length; from += PER_LINE)
    yield `${JSON.stringify(lineOf(tokens.slice(from, from + PER_LINE), places))}\n`;
}

/** A line of tokens; `places` are the numbers of the lists of grants before it, and then of its own too. */
function lineOf(tokens: readonly Token[], places: Map<readonly Grant[], number>) {
  const grants: (readonly Grant[])[] = [];
  const lines = tokens.map((token) => {
    const place = places.get(token.grants) ?? places.size;
    if (place === places.size) {
      places.set(token.grants, place);
      grants.push(token.grants);
    }
    return { ...token, grants: place };
  });
  return { grants, tokens: lines };
}

/** Ends early when who reads it does. */
async function* linesIn(path: string): AsyncGenerator<string> {
  const file = fs.createReadStream(path);
  const plain = createGunzip();
  // An error of the file is one of what is read from it.
  file.once('error', (error) => plain.destroy(error)).pipe(plain);
  try {
    yield* createInterface({ input: plain, crlfDelay: Infinity });
  } finally {
    file.destroy();
    plain.destroy();
  }
}
