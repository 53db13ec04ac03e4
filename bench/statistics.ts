/** The middle of some figures; the higher of the two middles when they are even in number. */
export function median(figures: readonly number[]): number {
  return percentile(figures, 50);
}

/** The figure below or at which `share` percent of all lie. NaN when there are none. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((share / 100) * sorted.length))] ?? Number.NaN;
}

/** One line of the report: what was measured, against which bound. Units stand in the name. */
export interface Figure {
  what: string;
  measured: number;
  floor: string;
  bound: number;
  holds: boolean;
}

/** A figure that must not exceed its bound. `floor` names what the bound is made of. */
export function atMost(what: string, measured: number, bound: number, floor: string): Figure {
  return { what, measured: round(measured), floor, bound: round(bound), holds: measured <= bound };
}

function round(figure: number): number {
  return Math.round(figure * 10) / 10;
}

/**
 * How steeply a time grows with a size, by the line through the points on logarithmic scales: 1 is linear, 2 square.
 */
export function slope(points: readonly { readonly size: number; readonly ms: number }[]): number {
  const logs = points.map(({ size, ms }) => [Math.log(size), Math.log(ms)] as const);
  const mean = (at: 0 | 1) => logs.reduce((sum, log) => sum + log[at], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const together = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  return together / logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
}
