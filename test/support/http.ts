import { createHttp, type Http, type HttpOptions } from '#main/providers/http/http';
import { createLimiter } from '#main/providers/http/limiter';
import type { Timers } from '#main/providers/http/limits';
import { pathOf } from '#main/providers/http/path';
import { Secret } from '#main/secret';

/** The time of this machine. */
export const realTime: Timers = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export const path = pathOf(/[0-9a-f]{16}/);
export const SECRET = 'c4n4ry-s3cr3t_of-the-connection==';

/** A client that may do all, for a server of a test. Retries do not wait. */
export function httpTo(address: string, options: Partial<HttpOptions> = {}): Http {
  return createHttp({
    address,
    timers: realTime,
    limiter: createLimiter(),
    credential: () => Promise.resolve(new Secret(SECRET)),
    mayWrite: () => true,
    random: () => 0,
    ...options,
  });
}

export const never = (): AbortSignal => new AbortController().signal;
