import { describe, expect, test } from 'vitest';
import { Recovery } from './recovery.ts';

describe('bringing the page back', () => {
  test('N1 happens three times a minute and no more', () => {
    let now = 0;
    const recovery = new Recovery(() => now);
    const tries = [0, 1000, 2000, 3000, 59_999].map((at) => {
      now = at;
      return recovery.mayReload();
    });
    expect(tries).toEqual([true, true, true, false, false]);
  });

  test('N1 is possible again when the minute is over, counted for each time by itself', () => {
    let now = 0;
    const recovery = new Recovery(() => now);
    for (const at of [0, 30_000, 59_000]) {
      now = at;
      recovery.mayReload();
    }
    now = 60_000;
    expect([recovery.mayReload(), recovery.mayReload()]).toEqual([true, false]);
  });
});
