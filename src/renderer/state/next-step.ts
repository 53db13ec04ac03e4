import type { NextStep } from '#contract/explain';
import type { ConnectionId } from '#domain/connection';
import type { AppState } from './app.svelte.ts';

/**
 * Does the next step that a failure offers, as far as it is the same everywhere. `own` does the steps that only the
 * place knows: to try again, to go back to its form, to close.
 */
export function followStep(
  app: AppState,
  connectionId: ConnectionId,
  step: NextStep,
  own: Partial<Record<NextStep, () => void>> = {},
): void {
  const common: Partial<Record<NextStep, () => void>> = {
    refresh: () => void app.lists.of(connectionId).read(),
    'edit-connection': () => app.route.open({ name: 'connect', connectionId }),
    'enter-token': () => app.route.open({ name: 'connect', connectionId }),
    'renew-token': () => void app.renewals.ask(connectionId, 'over'),
    'open-key-store': () => void app.queries.resetQueries({ queryKey: [connectionId] }),
    unlock: () => app.toggleMode(connectionId),
    'set-up': () => app.route.open({ name: 'set-up', connectionId }),
    'help-recovery': () => app.route.open({ name: 'recovery', connectionId }),
    'open-settings': () => app.route.open({ name: 'settings' }),
  };
  (own[step] ?? common[step])?.();
}
