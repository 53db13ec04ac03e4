import { EventEmitter } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { systemPower } from './power.ts';
import type { PowerOptions } from './power.ts';

function setting() {
  const monitor = Object.assign(new EventEmitter(), { idle: 0, getSystemIdleTime: () => monitor.idle });
  const app = new EventEmitter();
  const time = { now: 1_000_000 };
  const power = systemPower({
    monitor: monitor as unknown as PowerOptions['monitor'],
    app: app as unknown as PowerOptions['app'],
    now: () => time.now,
  });
  return { monitor, app, time, power };
}

describe('what the machine says about its person', () => {
  test('D3 idle is as long as the system says', () => {
    const { monitor, time, power } = setting();
    time.now += 3_600_000;
    monitor.idle = 601;
    expect(power.idleSeconds()).toBe(601);
  });

  test('input in our window counts where the system sees none', () => {
    const { monitor, app, time, power } = setting();
    const contents = new EventEmitter();
    app.emit('web-contents-created', {}, contents);
    monitor.idle = 5000;
    time.now += 3_600_000;
    contents.emit('input-event', {}, {});
    time.now += 7000;
    expect(power.idleSeconds()).toBe(7);
  });

  test('a start long after the last input is no idleness', () => {
    const { monitor, power } = setting();
    monitor.idle = 5000;
    expect(power.idleSeconds()).toBe(0);
  });

  test('D3 suspend and the locked screen are told, until nobody listens', () => {
    const { monitor, power } = setting();
    const run = vi.fn();
    const end = power.onSystemLock(run);
    monitor.emit('suspend');
    monitor.emit('lock-screen');
    expect(run).toHaveBeenCalledTimes(2);
    end();
    monitor.emit('suspend');
    expect(run).toHaveBeenCalledTimes(2);
  });
});
