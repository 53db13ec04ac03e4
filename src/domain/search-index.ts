import type { OpenRows } from './findings/open-rows.ts';
import { JoinedTexts } from './joined-texts.ts';
import type { Names } from './names.ts';
import { RowClasses } from './search-classes.ts';
import { matcher } from './search-match.ts';
import { type FilterKey, isAsked, meantValues, type Query, type QueryTerm } from './search-query.ts';
import { ownWords, type TokenRow } from './search-row.ts';

/** So many rows have their words in one text. */
const BLOCK = 1024;
/** What is the same for all rows of a class. */
const OF_CLASS: readonly (FilterKey | 'text')[] = [
  'kind',
  'status',
  'owner',
  'org',
  'can',
  'bucket',
  'database',
  'type',
];

/** The words of some rows, and the class of each. */
interface Block {
  readonly words: JoinedTexts;
  readonly classes: Uint32Array;
}

/** The rows that some terms left, which stay as they are while a word is typed beside those. */
interface Left {
  readonly terms: string;
  readonly names: Names;
  readonly found: Uint8Array;
}

/**
 * Finds rows without asking each: what most rows share is asked once, and the rest stands in a few long texts. Agrees
 * with `matcher` asked for every row. Holds no words of its own for each row.
 */
export class RowIndex {
  readonly #classes: RowClasses;
  readonly #blocks: (Block | undefined)[];
  #next = 0;
  #left: Left | undefined;

  /** `before`: the index of an earlier state of the list, whose work is taken over where the rows are the same. */
  constructor(
    readonly rows: readonly TokenRow[],
    before?: RowIndex,
  ) {
    this.#blocks = Array.from({ length: Math.ceil(rows.length / BLOCK) }, (_, nth) => before?.sameBlock(rows, nth));
    // Classes keep a row each: of a list that is another one, none is kept.
    const keepsSome = this.#blocks.some((block) => block !== undefined);
    this.#classes = before && keepsSome ? before.#classes : new RowClasses();
  }

  /** Prepares the next 1,024 rows; false when all are. */
  prepare(): boolean {
    while (this.#blocks[this.#next]) this.#next++;
    if (this.#next >= this.#blocks.length) return false;
    const from = this.#next * BLOCK;
    this.#blocks[this.#next++] = blockOf(this.rows.slice(from, from + BLOCK), this.#classes);
    return true;
  }

  /**
   * For each row in its place, 1 when it matches and else 0. `now` in ms since 1970. `among`: the open findings, if
   * known.
   */
  find(query: Pick<Query, 'terms'>, names: Names, now: number, among?: OpenRows): Uint8Array {
    const terms = query.terms.filter(isAsked);
    const texts = terms.filter(({ key }) => key === 'text');
    const found = new Uint8Array(this.rows.length).fill(1);
    if (terms.length === 0) return found;
    if (texts.length > 0) while (this.prepare());
    // Who asks for no words while a list comes waits for none.
    if (this.#blocks.includes(undefined)) {
      this.#ask(found, matcher({ terms }, names, now, among));
      return found;
    }
    const isOfClass = ({ key }: QueryTerm) => OF_CLASS.includes(key);
    const ofClass = [...terms.filter(isOfClass), ...terms.flatMap(impliedByUnused)];
    const ofRow = terms.filter((term) => term.key !== 'text' && term.key !== 'finding' && !isOfClass(term));
    if (ofClass.length > 0) found.set(this.#leftBy(ofClass, names, now));
    texts.forEach(({ value, not }, nth) => this.#keepTexts(found, value.toLowerCase(), { nth, not }));
    for (const term of terms) if (term.key === 'finding') this.#keepFound(found, term, among);
    if (ofRow.length > 0) this.#ask(found, matcher({ terms: ofRow }, names, now, among));
    return found;
  }

  /** 1 for each row that passes. Asked once per class: of nothing but what all rows of a class have in common. */
  passing(test: (example: TokenRow) => boolean): Uint8Array {
    if (this.#blocks.includes(undefined)) return Uint8Array.from(this.rows, (row) => (test(row) ? 1 : 0));
    return this.#spread(this.#classes.asked(test));
  }

  /** Adds for each value how many of the rows with a 1 have it. Asked once per class, as `passing`. */
  count(found: Uint8Array, valueOf: (example: TokenRow) => string, counts: Map<string, number>): void {
    const add = (row: TokenRow, more: number) => {
      const value = valueOf(row);
      counts.set(value, (counts.get(value) ?? 0) + more);
    };
    if (this.#blocks.includes(undefined)) {
      this.rows.forEach((row, place) => found[place] === 1 && add(row, 1));
      return;
    }
    const { examples } = this.#classes;
    const perClass = new Uint32Array(examples.length);
    let place = 0;
    for (const { classes } of this.#ready)
      for (const one of classes) perClass[one] = (perClass[one] ?? 0) + (found[place++] ?? 0);
    examples.forEach((example, nth) => perClass[nth] && add(example, perClass[nth]));
  }

  get #ready(): Block[] {
    return this.#blocks.filter((block) => block !== undefined);
  }

  private sameBlock(rows: readonly TokenRow[], nth: number): Block | undefined {
    const from = nth * BLOCK;
    const now = rows.slice(from, from + BLOCK);
    const isSame = now.every((row, at) => this.rows[from + at] === row);
    const block = this.#blocks[nth];
    return isSame && block?.classes.length === now.length ? block : undefined;
  }

  #ask(found: Uint8Array, test: (row: TokenRow) => boolean): void {
    this.rows.forEach((row, place) => {
      if (found[place] === 1 && !test(row)) found[place] = 0;
    });
  }

  /** The rows that terms leave which are the same for a whole class; known while the same is asked again. */
  #leftBy(terms: readonly QueryTerm[], names: Names, now: number): Uint8Array {
    const key = JSON.stringify(terms);
    if (this.#left?.terms === key && this.#left.names === names) return this.#left.found;
    const found = this.#spread(this.#classes.asked(matcher({ terms }, names, now)));
    this.#left = { terms: key, names, found };
    return found;
  }

  /** The answer of its class for each row. */
  #spread(answers: Uint8Array): Uint8Array {
    const found = new Uint8Array(this.rows.length);
    let place = 0;
    for (const { classes } of this.#ready)
      for (let nth = 0; nth < classes.length; nth++, place++) found[place] = answers[classes[nth] ?? 0] ?? 0;
    return found;
  }

  /** While nothing was judged, neither the word nor its opposite finds a row. */
  #keepFound(found: Uint8Array, { value, not }: QueryTerm, among: OpenRows | undefined): void {
    const hits = among?.hits(this.rows, meantValues('finding', value));
    const without = not ? 1 : 0;
    for (let place = 0; place < found.length; place++) if (!hits || hits[place] === without) found[place] = 0;
  }

  #keepTexts(found: Uint8Array, typed: string, { nth, not }: { nth: number; not: boolean }): void {
    const shares = this.#classes.having(typed, nth);
    const without = not ? 1 : 0;
    let place = 0;
    for (const block of this.#ready) {
      const has = rowsWith(block, typed, nth, shares);
      for (let at = 0; at < has.length; at++, place++) found[place] = (found[place] ?? 0) & ((has[at] ?? 0) ^ without);
    }
  }
}

/** No active token is known to be unused, so that most rows need not be asked. */
function impliedByUnused({ key, not }: QueryTerm): readonly QueryTerm[] {
  return key === 'unused' && !not ? [{ key: 'status', value: 'active', not: true }] : [];
}

function blockOf(rows: readonly TokenRow[], known: RowClasses): Block {
  return { words: new JoinedTexts(rows.map(ownWords)), classes: Uint32Array.from(rows, (row) => known.of(row)) };
}

/** 1 for each row that has the text. Where all share it with their class, nothing is looked through. */
function rowsWith({ words, classes }: Block, typed: string, nth: number, shares: Uint8Array): Uint8Array {
  const has = new Uint8Array(classes.length);
  let sharing = 0;
  for (let at = 0; at < has.length; at++) sharing += has[at] = shares[classes[at] ?? 0] ?? 0;
  if (sharing === has.length) return has;
  const places = words.find(typed, nth);
  // Without a branch, which nobody could foretell: a place that is none has its sign.
  for (let at = 0; at < has.length; at++) has[at] = (has[at] ?? 0) | (~(places[at] ?? -1) >>> 31);
  return has;
}
