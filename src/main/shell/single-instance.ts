import type { App } from 'electron';

/**
 * True when this process is the first one on its data folder; it then answers a second one by `focus`.
 * SECURITY: arguments and additional data of a second one come from any local program: they are not even looked at.
 */
export function isFirstInstance(app: Pick<App, 'requestSingleInstanceLock' | 'on'>, focus: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    focus();
  });
  return true;
}
