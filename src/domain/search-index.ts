import type { FoundRows } from './findings/found-rows.ts';
import type { Names } from './names.ts';
import { perClass, RowClasses } from './search-classes.ts';
import { matcher } from './search-match.ts';
import { type FilterKey, isAsked, meantValues, type Query, type QueryTerm } from './search-query.ts';
import { ownWords, type TokenRow } from './search-row.ts';

/** So many rows have their words in one text. */
const BLOCK = 1024;
/** Stands between the words of two rows; nobody can type it. */
const END = '\0';
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

/** The words of some rows one after the other, and where each row's end. */
interface Block {
  readonly text: string;
  readonly ends: Uint32Array;
  readonly classes: Uint32Array;
}

/**
 * Finds rows without asking each: what most rows share is asked once, and the rest stands in a few long texts. Agrees with
 * `matcher` asked for every row. Holds no words of its own for each row.
 */
export class RowIndex {
  readonly #classes: RowClasses;
  readonly #blocks: (Block | undefined)[];
  #next = 0;

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

  /** For each row in its place, 1 when it matches and else 0. `now` in ms since 1970. `among`: the open findings, if known. */
  find(query: Pick<Query, 'terms'>, names: Names, now: number, among?: FoundRows): Uint8Array {
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
    const { examples, words } = this.#classes;
    if (ofClass.length > 0) this.#keep(found, perClass(examples, matcher({ terms: ofClass }, names, now)));
    for (const { value, not } of texts) {
      const typed = value.toLowerCase();
      const shares = perClass(words, (text) => text.includes(typed));
      this.#keepTexts(found, typed, shares, not);
    }
    for (const term of terms) if (term.key === 'finding') this.#keepFound(found, term, among);
    if (ofRow.length > 0) this.#ask(found, matcher({ terms: ofRow }, names, now, among));
    return found;
  }

  get #ready(): Block[] {
    return this.#blocks.filter((block) => block !== undefined);
  }

  private sameBlock(rows: readonly TokenRow[], nth: number): Block | undefined {
    const from = nth * BLOCK;
    const now = rows.slice(from, from + BLOCK);
    const isSame = now.every((row, at) => this.rows[from + at] === row);
    const block = this.#blocks[nth];
    return isSame && block?.ends.length === now.length ? block : undefined;
  }

  #ask(found: Uint8Array, test: (row: TokenRow) => boolean): void {
    this.rows.forEach((row, place) => {
      if (found[place] === 1 && !test(row)) found[place] = 0;
    });
  }

  #keep(found: Uint8Array, answers: Uint8Array): void {
    let place = 0;
    for (const { classes } of this.#ready) {
      for (let nth = 0; nth < classes.length; nth++, place++) {
        if (answers[classes[nth] ?? 0] === 0) found[place] = 0;
      }
    }
  }

  /** While nothing was judged, neither the word nor its opposite finds a row. */
  #keepFound(found: Uint8Array, { value, not }: QueryTerm, among: FoundRows | undefined): void {
    const hits = among?.hits(this.rows, meantValues('finding', value));
    const without = not ? 1 : 0;
    for (let place = 0; place < found.length; place++) if (!hits || hits[place] === without) found[place] = 0;
  }

  #keepTexts(found: Uint8Array, typed: string, shares: Uint8Array, not: boolean): void {
    const without = not ? 1 : 0;
    let place = 0;
    for (const block of this.#ready) {
      const has = rowsWith(block, typed, shares);
      for (let nth = 0; nth < has.length; nth++, place++) if (has[nth] === without) found[place] = 0;
    }
  }
}

/** No active token is known to be unused, so that most rows need not be asked. */
function impliedByUnused({ key, not }: QueryTerm): readonly QueryTerm[] {
  return key === 'unused' && !not ? [{ key: 'status', value: 'active', not: true }] : [];
}

function blockOf(rows: readonly TokenRow[], known: RowClasses): Block {
  const words = rows.map(ownWords);
  const ends = new Uint32Array(rows.length);
  let end = 0;
  words.forEach((text, nth) => (ends[nth] = end += text.length + END.length));
  return { text: words.join(END), ends, classes: Uint32Array.from(rows, (row) => known.of(row)) };
}

/** 1 for each row that has the text. Where all share it with their class, nothing is looked through. */
function rowsWith({ text, ends, classes }: Block, typed: string, shares: Uint8Array): Uint8Array {
  const has = new Uint8Array(ends.length);
  let sharing = 0;
  for (let nth = 0; nth < has.length; nth++) sharing += has[nth] = shares[classes[nth] ?? 0] ?? 0;
  if (sharing === has.length) return has;
  let nth = 0;
  for (let at = text.indexOf(typed); at !== -1; at = text.indexOf(typed, ends[nth])) {
    while ((ends[nth] ?? Infinity) <= at) nth++;
    has[nth] = 1;
  }
  return has;
}
