/**
 * node --import tsx bench/domain.ts  measures what a page does with its tokens, in plain Node: without a
 * window, a display or a build. Part of `npm run bench`; prints a table and writes reports/bench-domain.json.
 */
import { Apart, receivedFinding, sentOf } from '#domain/findings/apart';
import type { Finding, Known } from '#domain/findings/finding';
import { findingsOf } from '#domain/findings/find';
import { OpenRows } from '#domain/findings/open-rows';
import { ReachIndex } from '#domain/reach-index';
import { RowIndex } from '#domain/search-index';
import { parseQuery } from '#domain/search-query';
import { toRow, type TokenRow } from '#domain/search-row';
import { rowsAt, sortedPlaces } from '#domain/search-sort';
import type { Token } from '#domain/token';
import { whoCan } from '#domain/who-can';
import { aQuietServer } from '#test/known';
import { report } from './report.ts';
import { atMost, median, slope, type Figure } from './statistics.ts';
import { inThePage, listed, withoutSharing, type Listed } from './tokens.ts';

const ROUNDS = 5;
const SIZES = [1_000, 10_000, 100_000];
const TIMES_100_000 = 10;
const QUERIES = [
  ...['t', 'telegraf', 'no such text', 'status:inactive', 'can:write', 'kind:operator grafana'],
  ...['finding:high', 'finding:any', 'unused:>90d'],
];

/** The middle of several measurements of the same, in ms; what `prepare` makes for each does not count. */
function took<T>(prepare: () => T, act: (made: T) => unknown): number {
  return median(
    Array.from({ length: ROUNDS }, () => {
      const made = prepare();
      const began = performance.now();
      act(made);
      return performance.now() - began;
    }),
  );
}

const rowsOf = ({ tokens, names }: Listed, copy = inThePage): TokenRow[] =>
  copy(tokens).map((token) => toRow(token, names));

const parsing = ({ body }: Listed): number =>
  took(
    () => body,
    (text) => JSON.parse(text) as unknown,
  );

const makingRows = ({ tokens, names }: Listed): number =>
  took(
    () => inThePage(tokens),
    (copies) => copies.map((token) => toRow(token, names)),
  );

const indexing = (list: Listed, copy = inThePage): number =>
  took(
    () => rowsOf(list, copy),
    (rows) => new ReachIndex(rows),
  );

function findings(list: Listed, copy = inThePage): number {
  const facts = { connection: { plainHttp: false }, server: aQuietServer(), names: list.names, now: Date.now() };
  return took(
    () => rowsOf(list, copy),
    (rows) => findingsOf({ ...facts, rows }),
  );
}

/** As they come back from the thread that long lists are judged on. */
function judgedApart(known: Known, tokens: readonly Token[]): Finding[] {
  const apart = new Apart(sentOf(known, undefined));
  apart.take(tokens);
  return apart.judge().map((finding) => receivedFinding(finding, known));
}

/** A keystroke in the filter of a sorted list whose search was made ready before. */
function searching(list: Listed): (text: string) => number {
  const rows = rowsOf(list);
  const server = aQuietServer();
  const facts = { connection: { plainHttp: false }, server, names: list.names, now: Date.now(), rows };
  const open = new OpenRows(judgedApart(facts, list.tokens), rows);
  const places = sortedPlaces(rows, 'description', 'ascending');
  const index = new RowIndex(rows);
  const find = (text: string) => rowsAt(rows, places, index.find(parseQuery(text), list.names, Date.now(), open));
  find('t');
  return (text) =>
    took(
      () => text,
      (typed) => find(typed),
    );
}

/** How steeply times grow with the number of tokens: at 1 as fast as those. */
function growth(lists: readonly Listed[]): Figure[] {
  const parts: Record<string, (list: Listed) => number> = {
    'parsing the body': parsing,
    'making rows': makingRows,
    'the index of who can': indexing,
    'all findings': findings,
    'a search': (list) => searching(list)('telegraf'),
  };
  return Object.entries(parts).map(([what, measure]) => {
    // Once beforehand: the first run of anything is for the compiler.
    for (const list of lists.slice(0, -1)) measure(list);
    const points = lists.map((list) => ({ size: list.tokens.length, ms: measure(list) }));
    const times = points.map(({ ms }) => ms.toFixed(1)).join(', ');
    return atMost(`growth of ${what}, 1,000 to 100,000 (slope)`, slope(points), 1.1, `1 is linear; ${times} ms`);
  });
}

/** Who can use each of some buckets, over a million tokens: the worst of them. */
function whoCanFigures(list: Listed): Figure[] {
  const rows = Array.from({ length: TIMES_100_000 }, () => rowsOf(list)).flat();
  const index = new ReachIndex(rows);
  const named = rows.flatMap(({ token }) => token.grants).filter(({ type, id }) => type === 'buckets' && id);
  const targets = [...new Map(named.map((grant) => [grant.id, grant])).values()].slice(0, 20);
  const asked = targets.map(({ type, id, orgId }) => {
    const ask = () => whoCan(index, 'write', { type, id, orgId });
    return { holders: ask().length, ms: took(ask, ask) };
  });
  const usual = asked.filter(({ holders }) => holders < rows.length / 10);
  const slowest = asked.reduce((a, b) => (b.ms > a.ms ? b : a));
  const floor = (holders: number) => `50 ms; ${rows.length} tokens, ${holders} of them may`;
  const among = usual.reduce((a, b) => (b.ms > a.ms ? b : a));
  return [
    atMost(
      `who can, up to a tenth of the tokens (ms, slowest of ${usual.length} buckets)`,
      among.ms,
      50,
      floor(among.holders),
    ),
    atMost(
      `who can, the widest known bucket (ms, slowest of ${asked.length} buckets)`,
      slowest.ms,
      50,
      floor(slowest.holders),
    ),
  ];
}

const lists: Listed[] = [];
for (const size of SIZES) lists.push(await listed(size));
const [list] = lists.slice(-1);
if (!list) throw new Error('there is no list');
const floor = parsing(list);
const parsed = `JSON.parse of the body: ${floor.toFixed(0)} ms`;
const search = searching(list);
const texts = rowsOf(list).map(({ haystack }) => haystack);
const each = took(
  () => texts,
  (all) => all.filter((text) => text.includes('telegraf')),
);
const includes = `8 ms; includes over 100,000 texts: ${each.toFixed(0)} ms`;
// Before the million, which would leave the collector more to do in all that follows.
const slopes = growth(lists);
report('bench-domain', [
  atMost('index of who can, 100,000 tokens (ms)', indexing(list), 1000, `1 s; ${parsed}`),
  atMost('the same, no two with the same rights (ms)', indexing(list, withoutSharing), 1000, `1 s; ${parsed}`),
  atMost('all findings, 100,000 tokens (ms)', findings(list), 1000, `1 s; ${parsed}`),
  atMost('the same, no two with the same rights (ms)', findings(list, withoutSharing), 1000, `1 s; ${parsed}`),
  ...QUERIES.map((text) => atMost(`search “${text}” in 100,000 rows (ms)`, search(text), 8, includes)),
  ...whoCanFigures(list),
  ...slopes,
]);
