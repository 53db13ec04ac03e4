const NUMBERS = /(\d+)\.(\d+)(?:\.(\d+))?/u;

/**
 * Is this version older than the other? "v2.9.1", "2.0.9, 2.0.9" and "2.7" are understood; what names no number is
 * never older.
 */
export function isBefore(version: string, other: string): boolean {
  const [a, b] = [numbers(version), numbers(other)];
  if (!a || !b) return false;
  const at = a.findIndex((part, index) => part !== b[index]);
  return at !== -1 && (a[at] ?? 0) < (b[at] ?? 0);
}

function numbers(version: string): number[] | undefined {
  const [, major, minor, patch = '0'] = NUMBERS.exec(version) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}
