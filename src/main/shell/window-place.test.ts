import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openingPlace, storedPlace } from './window-place.ts';

const SCREEN = { x: 0, y: 25, width: 1920, height: 1055 };
const place = (x: number, y: number, width = 1000, height = 700) => ({
  bounds: { x, y, width, height },
  maximized: false,
});

describe('where the window opens', () => {
  test('where it was left', () => {
    expect(openingPlace(place(200, 100), [SCREEN])).toEqual({ x: 200, y: 100, width: 1000, height: 700 });
  });

  test('in the middle the first time', () => {
    expect(openingPlace(undefined, [SCREEN])).toEqual({ width: 1360, height: 860 });
  });

  test('in the middle when its screen is gone', () => {
    expect(openingPlace(place(5000, 100), [SCREEN])).toEqual({ width: 1000, height: 700 });
  });

  test('on the second screen when it was left there', () => {
    const second = { x: 1920, y: 0, width: 2560, height: 1440 };
    expect(openingPlace(place(2500, 100), [SCREEN, second])).toMatchObject({ x: 2500, y: 100 });
  });

  test('wholly on the screen, never below its smallest size', () => {
    const rectangle = fc.record({
      x: fc.integer({ min: -4000, max: 4000 }),
      y: fc.integer({ min: -4000, max: 4000 }),
      width: fc.integer({ min: 1, max: 9000 }),
      height: fc.integer({ min: 1, max: 9000 }),
    });
    fc.assert(
      fc.property(rectangle, (bounds) => {
        const opened = openingPlace({ bounds, maximized: false }, [SCREEN]);
        expect(opened.width).toBeGreaterThanOrEqual(900);
        expect(opened.height).toBeGreaterThanOrEqual(600);
        if (opened.x === undefined || opened.y === undefined) return;
        expect(opened.x).toBeGreaterThanOrEqual(SCREEN.x);
        expect(opened.x + opened.width).toBeLessThanOrEqual(SCREEN.x + SCREEN.width);
        expect(opened.y + opened.height).toBeLessThanOrEqual(SCREEN.y + SCREEN.height);
      }),
    );
  });
});

describe('the stored place', () => {
  test.each([
    {},
    { bounds: { x: 'left' } },
    { ...place(0, 0), maximized: 'yes' },
    { bounds: { x: 0.5, y: 0, width: 1, height: 1 }, maximized: false },
  ])('that is not one is ignored: %j', (store) => {
    expect(storedPlace({ path: '/x', store })).toBeUndefined();
  });
});
