import type { App } from 'electron';

const PATIENCE_MS = 5000;

/** Lets the app quit only after `finish` ended, however it ended, or after five seconds. */
export function quitAfter(app: Pick<App, 'on' | 'quit'>, finish: () => Promise<void>): void {
  let stage: 'running' | 'finishing' | 'finished' = 'running';
  app.on('before-quit', (event) => {
    if (stage === 'finished') return;
    event.preventDefault();
    if (stage === 'finishing') return;
    stage = 'finishing';
    const late = new Promise<void>((resolve) => {
      setTimeout(resolve, PATIENCE_MS);
    });
    void Promise.race([finish().catch(() => undefined), late]).then(() => {
      stage = 'finished';
      app.quit();
    });
  });
}
