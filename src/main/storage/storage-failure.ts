import { basename } from 'node:path';
import { Failure } from '#contract/failure';

const CAUSES: Record<string, 'full' | 'denied' | 'read-only' | 'busy'> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'read-only',
  EBUSY: 'busy',
};

/** The `code` of a system error, such as `ENOSPC`, or undefined for anything else that was thrown. */
export function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

/**
 * Whether the system refused (`EACCES`, `EIO`, `ENOMEM` ...), which says nothing of what stands in a file that is
 * there.
 */
export function isRefusal(thrown: unknown): boolean {
  const code = codeOf(thrown) ?? '';
  return /^E[A-Z0-9]+$/.test(code) && code !== 'ENOENT' && code !== 'EISDIR';
}

/** A thrown thing as the Failure that says which file could not be used, and why. */
export function storageFailure(path: string, thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const cause = CAUSES[codeOf(thrown) ?? ''] ?? 'other';
  return new Failure({ kind: 'storage', file: basename(path), cause });
}
