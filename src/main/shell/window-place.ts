import type { ObjectStore } from '#main/ports';

/** A rectangle on the desktop, in device-independent pixels. */
interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where the window was left. */
export interface Place {
  bounds: Rectangle;
  maximized: boolean;
}

export const SMALLEST = { width: 900, height: 600 } as const;
const USUAL = { width: 1360, height: 860 } as const;

/** The stored place, or undefined when none was stored or what is stored is not one. */
export function storedPlace({ store: { bounds, maximized } }: ObjectStore): Place | undefined {
  if (typeof maximized !== 'boolean' || typeof bounds !== 'object' || bounds === null) return undefined;
  const { x, y, width, height }: Partial<Record<keyof Rectangle, unknown>> = bounds;
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return undefined;
  return { bounds: { x, y, width, height }, maximized };
}

/**
 * Where to open the window: where it was left if that is still on a screen, else in the middle of the first one.
 * `screens` are the work areas, the primary one first.
 */
export function openingPlace(
  left: Place | undefined,
  screens: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  const home = left && screens.find((screen) => overlaps(left.bounds, screen));
  const room = home ?? screens[0] ?? { x: 0, y: 0, ...USUAL };
  const wanted = left?.bounds ?? USUAL;
  const width = clamp(wanted.width, SMALLEST.width, room.width);
  const height = clamp(wanted.height, SMALLEST.height, room.height);
  if (left === undefined || home === undefined) return { width, height };
  return {
    width,
    height,
    x: clamp(left.bounds.x, home.x, home.x + home.width - width),
    y: clamp(left.bounds.y, home.y, home.y + home.height - height),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

// A corner of 100 px is enough to take hold of it.
function overlaps(a: Rectangle, b: Rectangle): boolean {
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return wide >= 100 && high >= 100;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
