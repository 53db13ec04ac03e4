const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * Orders texts as people do: capitals beside small letters, host-7 before host-10. For sorting by hand's number, not by
 * 100,000.
 */
export function compareText(a: string, b: string): number {
  return collator.compare(a, b);
}
