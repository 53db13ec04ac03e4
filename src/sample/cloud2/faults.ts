import { empty, type Answer } from '#sample/influx2/call';

/**
 * What goes wrong instead of an answer, or before it: on paths that begin with `below` (all, when absent), `times`
 * times (once, when absent). `unavailable`: 503, with Retry-After in seconds if given; `bad-gateway`: a proxy's 502
 * page; `too-many`: a 429 of a limit that never resets, so without Retry-After; `slow`: the answer comes `ms` later;
 * `dropped`: the connection ends without one.
 */
export type Fault = { below?: string; times?: number } & (
  | { kind: 'unavailable'; retryAfter?: number }
  | { kind: 'bad-gateway' }
  | { kind: 'too-many' }
  | { kind: 'slow'; ms: number }
  | { kind: 'dropped' }
);

/** The first fault that fits a path; it is used up by one. */
export function takeFault(faults: Fault[], path: string): Fault | undefined {
  const at = faults.findIndex(({ below = '/' }) => path.startsWith(below));
  const fault = faults[at];
  if (fault === undefined) return undefined;
  const left = (fault.times ?? 1) - 1;
  faults.splice(at, 1, ...(left > 0 ? [{ ...fault, times: left }] : []));
  return fault;
}

/** What a fault answers: an answer, 'dropped', or undefined after it has waited and the server shall go on. */
export async function answerOfFault(fault: Fault): Promise<Answer | 'dropped' | undefined> {
  if (fault.kind === 'dropped') return 'dropped';
  if (fault.kind === 'unavailable')
    return refusal(503, 'unavailable', 'upstream service is unavailable', fault.retryAfter);
  if (fault.kind === 'too-many') return tooMany('limit of the plan reached');
  if (fault.kind === 'bad-gateway') return badGateway();
  await new Promise((resolve) => setTimeout(resolve, fault.ms));
  return undefined;
}

/** 429; `retryAfter` in seconds, absent for a limit that does not reset. */
export function tooMany(message: string, retryAfter?: number): Answer {
  return refusal(429, 'too many requests', message, retryAfter);
}

function refusal(status: number, code: string, message: string, retryAfter?: number): Answer {
  const wait: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-platform-error-code': code, ...wait };
  return { status, headers, body: JSON.stringify({ code, message }) };
}

function badGateway(): Answer {
  const title = '502 Bad Gateway';
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { ...empty(502), headers: { 'content-type': 'text/html' }, body };
}
