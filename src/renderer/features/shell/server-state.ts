import { factsOf, type FailureFacts } from '#contract/failure';
import type { Server } from '#domain/server';

/** What the rail says of a server that is not simply well. */
interface ServerState {
  label: string;
  words: string;
  tone: 'bad' | 'warn';
}

const UNREACHABLE: ReadonlySet<FailureFacts['kind']> = new Set(['unreachable', 'timeout', 'tls', 'redirect', 'proxy']);
const NO_TOKEN: ReadonlySet<FailureFacts['kind']> = new Set([
  'no-credential',
  'secret-locked',
  'secret-mismatch',
  'bad-credential',
]);

/** How a server stands by what the last connecting found, or undefined when it is well or was not asked. */
export function serverState(server: Server | undefined, error: Error | null): ServerState | undefined {
  if (error) return ofFailure(factsOf(error));
  if (server?.readiness === 'not-set-up')
    return { label: 'not set up', words: 'This server is not set up yet', tone: 'warn' };
  if (server?.readiness === 'unclaimed')
    return { label: 'not claimed', words: 'Whoever reaches this server first gets its operator token', tone: 'warn' };
  if (server?.self?.kind === 'none')
    return { label: 'open', words: 'This server asks nobody for a token', tone: 'warn' };
  if (server?.self && !server.self.mayList)
    return { label: 'may not list', words: "This connection's token may not list tokens", tone: 'warn' };
  return undefined;
}

function ofFailure({ kind }: FailureFacts): ServerState {
  if (kind === 'not-set-up') return { label: 'not set up', words: 'This server is not set up yet', tone: 'warn' };
  if (UNREACHABLE.has(kind)) return { label: 'offline', words: 'This server cannot be reached', tone: 'bad' };
  if (NO_TOKEN.has(kind)) return { label: 'no token', words: 'A token must be entered for this server', tone: 'warn' };
  return { label: 'attention', words: 'Connecting did not go well: open it to see why', tone: 'bad' };
}
