import type { Names } from './names.ts';
import { perClass, RowClasses } from './search-classes.ts';
import { matcher } from './search-match.ts';
import { type FilterKey, isAsked, type Query, type QueryTerm } from './search-query.ts';
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
 * `matcher` asked for every row. Holds no words of its own for each row, and grows with the list in blocks.
 */
export class RowIndex {
  readonly #rows: readonly TokenRow[];
  readonly #classes = new RowClasses();
  readonly #blocks: Block[] = [];

  constructor(rows: readonly TokenRow[]) {
    this.#rows = rows;
  }

  /** Prepares the next 1,024 rows; false when all are. */
  prepare(): boolean {
    const from = this.#blocks.length * BLOCK;
    if (from >= this.#rows.length) return false;
    this.#blocks.push(blockOf(this.#rows.slice(from, from + BLOCK), this.#classes));
    return true;
  }

  /** For each row in its place, 1 when it matches and else 0. `now` in ms since 1970. */
  find(query: Pick<Query, 'terms'>, names: Names, now: number): Uint8Array {
    while (this.prepare());
    const terms = query.terms.filter(isAsked);
    const isOfClass = ({ key }: QueryTerm) => OF_CLASS.includes(key);
    const texts = terms.filter(({ key }) => key === 'text');
    const ofClass = terms.filter(isOfClass);
    const ofRow = terms.filter((term) => term.key !== 'text' && !isOfClass(term));

    const found = new Uint8Array(this.#rows.length).fill(1);
    const { examples, words } = this.#classes;
    if (ofClass.length > 0) this.#keep(found, perClass(examples, matcher({ terms: ofClass }, names, now)));
    for (const { value, not } of texts) {
      const typed = value.toLowerCase();
      const shares = perClass(words, (text) => text.includes(typed));
      this.#keepTexts(found, typed, shares, not);
    }
    if (ofRow.length > 0) {
      const test = matcher({ terms: ofRow }, names, now);
      this.#rows.forEach((row, place) => {
        if (found[place] === 1 && !test(row)) found[place] = 0;
      });
    }
    return found;
  }

  #keep(found: Uint8Array, answers: Uint8Array): void {
    let place = 0;
    for (const { classes } of this.#blocks) {
      for (let nth = 0; nth < classes.length; nth++, place++) {
        if (answers[classes[nth] ?? 0] === 0) found[place] = 0;
      }
    }
  }

  #keepTexts(found: Uint8Array, typed: string, shares: Uint8Array, not: boolean): void {
    const without = not ? 1 : 0;
    let place = 0;
    for (const block of this.#blocks) {
      const has = rowsWith(block, typed, shares);
      for (let nth = 0; nth < has.length; nth++, place++) if (has[nth] === without) found[place] = 0;
    }
  }
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
