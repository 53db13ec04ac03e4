import { InfluxError, invalid } from './errors.ts';
import { parseId } from './ids.ts';

/** The paging words of a list, as the server reads them (`paging.go`). */
export interface Paging {
  limit: number;
  offset: number;
  after?: string;
  sortBy: string;
  descending: boolean;
}

/** How long a page is when nobody says. */
export const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** Reads the paging words of a query. Throws what the server answers for bad ones. */
export function readPaging(query: URLSearchParams): Paging {
  const offset = wholeNumber(query, 'offset') ?? 0;
  const after = query.get('after');
  const limit = wholeNumber(query, 'limit') ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT) throw invalid('limit must be between 1 and 100');
  return {
    offset,
    after: after ? readAfter(after) : undefined,
    limit,
    sortBy: query.get('sortBy') ?? '',
    descending: truth(query.get('descending')),
  };
}

/** The self, previous and next links of a page of which `count` entries are shown. */
export function pagingLinks(
  path: string,
  paging: Paging,
  filter: Record<string, string>,
  count: number,
): Record<string, string | undefined> {
  const link = (offset: number): string => `${path}?${words({ ...paging, offset }, filter)}`;
  return {
    prev: paging.offset > 0 ? link(Math.max(0, paging.offset - paging.limit)) : undefined,
    self: link(paging.offset),
    next: count >= paging.limit ? link(paging.offset + paging.limit) : undefined,
  };
}

function words(paging: Paging, filter: Record<string, string>): string {
  const pairs: Record<string, string> = {
    ...filter,
    descending: String(paging.descending),
    limit: String(paging.limit),
    offset: String(paging.offset),
    ...(paging.after ? { after: paging.after } : {}),
    ...(paging.sortBy ? { sortBy: paging.sortBy } : {}),
  };
  return Object.keys(pairs)
    .sort()
    .map((key) => `${queryEscape(key)}=${queryEscape(pairs[key] ?? '')}`)
    .join('&');
}

/** As Go's `url.QueryEscape`. */
function queryEscape(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}

function wholeNumber(query: URLSearchParams, word: string): number | undefined {
  const text = query.get(word);
  if (!text) return undefined;
  if (!/^[+-]?\d+$/.test(text)) throw invalid(`${word} is invalid`);
  return Number(text);
}

function readAfter(text: string): string {
  try {
    return parseId(text);
  } catch (error) {
    if (error instanceof InfluxError) throw invalid(`decoding after: ${error.message}`);
    throw error;
  }
}

/** As Go's `strconv.ParseBool`. */
function truth(text: string | null): boolean {
  if (!text) return false;
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  if (['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text)) return false;
  throw invalid('descending is invalid');
}
