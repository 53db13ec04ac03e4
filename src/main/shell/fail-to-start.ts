import { app, dialog } from 'electron';
import type { Switches } from './switches.ts';

/** Says that the app could not start, in one line on stderr and, where a person sits, in a box; then exits with 1. */
export function failToStart(error: unknown, switches: Pick<Switches, 'smoke'>): void {
  const reason = error instanceof Error ? error.message : 'unknown cause';
  process.stderr.write(`Token Explorer could not start: ${reason}\n`);
  if (!switches.smoke) dialog.showErrorBox('Token Explorer could not start', reason);
  app.exit(1);
}
