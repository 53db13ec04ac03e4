import type { App, PowerMonitor, WebContents } from 'electron';
import type { Power } from '#main/ports';

export interface PowerOptions {
  monitor: Pick<PowerMonitor, 'getSystemIdleTime' | 'on' | 'off'>;
  app: Pick<App, 'on'>;
  /** Ms since 1970. */
  now: () => number;
}

/**
 * What the machine says about its person. Input that reaches our window counts as well: the system does not notice
 * what an assistive program types.
 */
export function systemPower({ monitor, app, now }: PowerOptions): Power {
  let lastInput = now();
  app.on('web-contents-created', (_event, contents: Pick<WebContents, 'on'>) => {
    contents.on('input-event', () => {
      lastInput = now();
    });
  });

  return {
    idleSeconds: () => Math.min(monitor.getSystemIdleTime(), Math.max(0, Math.floor((now() - lastInput) / 1000))),
    onSystemLock: (run) => {
      monitor.on('suspend', run);
      monitor.on('lock-screen', run);
      return () => {
        monitor.off('suspend', run);
        monitor.off('lock-screen', run);
      };
    },
  };
}
