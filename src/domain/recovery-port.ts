import { parseAddress } from './address.ts';

/**
 * The switch that opens a recovery port, and where it listens if nothing else is said (InfluxDB 3: `serve.rs`, since
 * 3.3).
 */
const SWITCH = '--admin-token-recovery-http-bind';
const USUAL = '127.0.0.1:8182';

/**
 * How the recovery port of a server is opened and reached: what to add to its start, how to get there, what to enter.
 */
interface RecoveryPort {
  readonly serve: string;
  /** A tunnel to the server's own machine, where it is another one. */
  readonly tunnel?: string;
  /** Where the port is then reached. The server uses one certificate for both ports, or none. */
  readonly address: string;
}

/** The recovery port of the server at an address. */
export function recoveryPort(address: string): RecoveryPort {
  const parsed = parseAddress(address);
  const scheme = address.startsWith('https:') ? 'https' : 'http';
  const known = { serve: `${SWITCH} ${USUAL}`, address: `${scheme}://${USUAL}` };
  if ('problem' in parsed || parsed.loopback) return known;
  return { ...known, tunnel: `ssh -N -L 8182:${USUAL} ${hostOf(parsed.origin)}` };
}

/** The host of an origin, without its port. */
function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, '').replace(/:\d+$/, '');
}
