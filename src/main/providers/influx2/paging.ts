import type { MapEntry } from './wire.ts';

/** The most that InfluxDB 2 gives per page. */
export const PAGE = 100;
/** More pages than this are a loop. */
const MOST_PAGES = 10_000;
/** A page is filtered after it was cut: for a token that may not see all, a few empty ones are no proof of the end. */
const EMPTY_PAGES = 2;

/** What was read page by page. `whole` is false when entries could not be read or the server went in circles. */
export interface Paged<T> {
  entries: T[];
  whole: boolean;
}

/** Where the next page begins: after so many, and behind this id. */
interface Place {
  offset: number;
  after?: string;
}

interface Reading<T> {
  /** Asks for one page; answers its raw entries. */
  page: (place: Place) => Promise<unknown[]>;
  map: MapEntry<T>;
  /** Does the asker see every entry, so that a short page is the last one? */
  seesAll: boolean;
}

/** Reads pages until the end: by count, with repetitions left out and circles ended. */
export async function readPages<T extends { id: string }>({ page, map, seesAll }: Reading<T>): Promise<Paged<T>> {
  const found = new Map<string, T>();
  let whole = true;
  let empty = 0;
  let after: string | undefined;
  for (let number = 0; number < MOST_PAGES; number += 1) {
    const raw = await page({ offset: number * PAGE, ...(seesAll && after !== undefined && { after }) });
    const before = found.size;
    for (const each of raw) {
      const entry = map(each);
      if (entry) found.set(entry.id, entry);
      else whole = false;
      after = entry?.id ?? after;
    }
    empty = raw.length === 0 ? empty + 1 : 0;
    if (raw.length > 0 && found.size === before) return { entries: [...found.values()], whole: false };
    if (seesAll ? raw.length < PAGE : empty >= EMPTY_PAGES) return { entries: [...found.values()], whole };
  }
  return { entries: [...found.values()], whole: false };
}
