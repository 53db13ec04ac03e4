/** Stands between two texts; nobody can type it. */
const END = '\0';

/** What was looked for last, and where each text has it first: -1 in those that have it not. */
interface Search {
  readonly typed: string;
  readonly places: Int32Array;
}

/**
 * Texts one after the other, which are searched as one. What is typed letter by letter is looked for only where the
 * letters before were found: most often one letter more is compared, and nothing is looked through again.
 */
export class JoinedTexts {
  readonly #text: string;
  /** Where each text begins; one more for the end of the last. */
  readonly #starts: Int32Array;
  readonly #last: Search[] = [];

  constructor(texts: readonly string[]) {
    this.#text = texts.join(END);
    this.#starts = new Int32Array(texts.length + 1);
    texts.forEach((text, nth) => (this.#starts[nth + 1] = (this.#starts[nth] ?? 0) + text.length + END.length));
  }

  /** How many texts there are. */
  get count(): number {
    return this.#starts.length - 1;
  }

  /**
   * Where each text has what was typed first, counted from anywhere; -1 where it has it not. `nth` of several words
   * that are typed beside each other. To be read before the next search of that one.
   */
  find(typed: string, nth: number): Int32Array {
    const last = this.#last[nth];
    if (last?.typed === typed) return last.places;
    const before = last && typed.startsWith(last.typed) ? last : { typed: '', places: this.#starts.slice(0, -1) };
    this.#narrow(before, typed);
    this.#last[nth] = { typed, places: before.places };
    return before.places;
  }

  #narrow({ typed: before, places }: Search, typed: string): void {
    let next = -1;
    for (let nth = 0; nth < places.length; nth++) {
      const at = places[nth] ?? -1;
      if (at === -1 || goesOn(this.#text, at, typed, before.length)) continue;
      if (next < at) next = firstFrom(this.#text, typed, at);
      places[nth] = next < (this.#starts[nth + 1] ?? 0) ? next : -1;
    }
  }
}

function firstFrom(text: string, typed: string, from: number): number {
  const hit = text.indexOf(typed, from);
  return hit === -1 ? Infinity : hit;
}

/** Does what was typed stand at that place, of which the first letters are known to? */
function goesOn(text: string, at: number, typed: string, known: number): boolean {
  for (let nth = known; nth < typed.length; nth++)
    if (text.charCodeAt(at + nth) !== typed.charCodeAt(nth)) return false;
  return true;
}
