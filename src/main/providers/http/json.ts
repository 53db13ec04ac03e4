import { isUtf8 } from 'node:buffer';
import { Failure } from '#contract/failure';
import type { Answer } from './answer.ts';
import { scanJson, type Scan } from './json-scan.ts';

const DEEPEST = 64;
const BATCH = 1_000;

/** An answer's body as JSON; a Failure 'bad-response' that says why when it is none, 'too-deep' beyond 64 levels. */
export function jsonOf(answer: Answer): unknown {
  readScan(answer);
  return parse(answer, answer.body);
}

/** A long list of an answer: the object around it, with the list emptied, and its entries in batches. */
export interface ListBody {
  envelope: unknown;
  batches: () => Generator<unknown[]>;
}

/**
 * An answer whose body is an object with a long array under `key`, parsed in batches of 1,000 entries as they are asked
 * for, so that no single step takes long. Without such an array, `envelope` is all there is and no batch comes.
 */
export function listOf(answer: Answer, key: string): ListBody {
  const { list } = readScan(answer, key);
  const { body } = answer;
  if (!list) return { envelope: parse(answer, body), batches: none };
  const envelope = parse(answer, Buffer.concat([body.subarray(0, list.start), body.subarray(list.end)]));
  return {
    envelope,
    *batches() {
      let from = list.start;
      for (let last = BATCH - 1; from < list.end; last += BATCH) {
        const to = list.commas[last] ?? list.end;
        const entries = parse(answer, Buffer.concat([Buffer.from('['), body.subarray(from, to), Buffer.from(']')]));
        if (Array.isArray(entries) && entries.length > 0) yield entries;
        from = to + 1;
      }
    },
  };
}

function* none(): Generator<unknown[]> {
  // No entry at all.
}

/** Is this the web page of a proxy, of a login, or of the server's own user interface? */
export function isHtml(answer: Answer): boolean {
  if (/\bhtml\b/i.test(answer.contentType)) return true;
  return (
    !answer.contentType.includes('json') &&
    /^\s*<(!doctype|html|\?xml)/i.test(answer.body.subarray(0, 200).toString('latin1'))
  );
}

function readScan(answer: Answer, listKey?: string): Scan {
  const { body, contentType } = answer;
  if (isHtml(answer)) throw bad(answer, 'html');
  if (contentType !== '' && !/\bjson\b/i.test(contentType)) throw bad(answer, 'not-json');
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) throw bad(answer, 'not-json');
  if (!isUtf8(body)) throw bad(answer, 'not-json');
  const scan = scanJson(body, listKey);
  if (scan.deepest > DEEPEST) throw bad(answer, 'too-deep');
  if (scan.deepest > 0 && !scan.whole) throw bad(answer, 'truncated');
  return scan;
}

function parse(answer: Answer, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw bad(answer, 'not-json');
  }
}

type Reason = 'html' | 'not-json' | 'truncated' | 'too-deep' | 'shape';

/** The Failure of an answer that is not what it should be: its status and type only, never its text. */
export function bad({ status, contentType }: Pick<Answer, 'status' | 'contentType'>, reason: Reason): Failure {
  return new Failure({ kind: 'bad-response', status, contentType: contentType.slice(0, 100), reason });
}
