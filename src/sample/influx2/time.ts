/** A moment with the nanoseconds that Go's clock gives: milliseconds since 1970, and nanoseconds within it. */
export interface Moment {
  ms: number;
  nanos: number;
}

/** The present, finer than a millisecond. */
export function now(): Moment {
  const at = performance.timeOrigin + performance.now();
  const ms = Math.floor(at);
  return { ms, nanos: Math.floor((at - ms) * 1e6) };
}

/** A moment as Go prints it (RFC 3339 with up to nine digits, no zeros at their end), in UTC. */
export function rfc3339(moment: Moment): string {
  const [seconds, millis] = new Date(moment.ms).toISOString().slice(0, -1).split('.');
  const digits = `${millis}${String(moment.nanos).padStart(6, '0')}`.replace(/0+$/, '');
  return digits ? `${seconds}.${digits}Z` : `${seconds}Z`;
}

/** A duration in milliseconds as Go prints it: `1h2m3.5s`, `43.9ms`. */
export function goDuration(ms: number): string {
  if (ms < 1000) return `${Number(ms.toFixed(6))}ms`;
  const hours = Math.floor(ms / 3_600_000);
  const minutes = Math.floor(ms / 60_000) % 60;
  const seconds = Number(((ms % 60_000) / 1000).toFixed(9));
  return `${hours ? `${hours}h` : ''}${hours || minutes ? `${minutes}m` : ''}${seconds}s`;
}
