import { isUtf8 } from 'node:buffer';
import { Failure } from '#contract/failure';
import type { Answer } from './answer.ts';
import { JsonScan } from './json-scan.ts';

/** An answer's JSON may nest this deep. */
export const DEEPEST = 64;

/** An answer's body as JSON; a Failure 'bad-response' that says why when it is none, 'too-deep' beyond 64 levels. */
export function jsonOf(answer: Answer): unknown {
  const { body, contentType } = answer;
  if (isHtml(answer)) throw bad(answer, 'html');
  if (contentType !== '' && !isJson(contentType)) throw bad(answer, 'not-json');
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) throw bad(answer, 'not-json');
  if (!isUtf8(body)) throw bad(answer, 'not-json');
  const scan = new JsonScan();
  scan.walk(body);
  if (scan.deepest > DEEPEST) throw bad(answer, 'too-deep');
  if (scan.deepest > 0 && !scan.whole) throw bad(answer, 'truncated');
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    throw bad(answer, 'not-json');
  }
}

/** Does a Content-Type say that JSON comes? */
export function isJson(contentType: string): boolean {
  return /\bjson\b/i.test(contentType);
}

/** Is this the web page of a proxy, of a login, or of the server's own user interface? */
export function isHtml(answer: Answer): boolean {
  if (/\bhtml\b/i.test(answer.contentType)) return true;
  return (
    !answer.contentType.includes('json') &&
    /^\s*<(!doctype|html|\?xml)/i.test(answer.body.subarray(0, 200).toString('latin1'))
  );
}

type Reason = 'html' | 'not-json' | 'truncated' | 'too-deep' | 'shape';

/** The Failure of an answer that is not what it should be: its status and type only, never its text. */
export function bad({ status, contentType }: Pick<Answer, 'status' | 'contentType'>, reason: Reason): Failure {
  return new Failure({ kind: 'bad-response', status, contentType: contentType.slice(0, 100), reason });
}
