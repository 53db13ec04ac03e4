/**
 * A count for reading: "812", "1,234". Without Intl: a page would load the system's rules for it before its first rows.
 */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
