import type { ConnectionId } from '#domain/connection';
import type { Finding } from '#domain/findings/finding';
import type { FixAct } from '#domain/findings/fixes';
import type { Token } from '#domain/token';
import type { AppState } from '#state/app.svelte';

/** Goes where a finding is made good. A change goes its usual way from there: mode, confirmation, journal. */
export function runFix(app: AppState, connectionId: ConnectionId, { fix, rows: [row] }: Finding): void {
  const { api, route, workspace } = app;
  const onToken = (go: (token: Token) => void) => () => {
    if (row) go(row.token);
  };
  const acts: Record<Exclude<FixAct, 'review'>, () => void> = {
    delete: onToken((token) => route.open({ name: 'delete-token', connectionId, token })),
    deactivate: onToken((token) => route.open({ name: 'deactivate-token', connectionId, token })),
    replace: onToken((cloneOf) => route.go({ name: 'create', connectionId, cloneOf, replaces: true })),
    'edit-rights': onToken((editOf) => route.go({ name: 'create', connectionId, editOf })),
    show: () => {
      if (row) app.showToken(connectionId, row.key);
    },
    narrow: () => route.open({ name: 'narrow', connectionId }),
    claim: () => route.open({ name: 'claim', connectionId }),
    regenerate: () => route.open({ name: 'regenerate', connectionId }),
    'edit-connection': () => route.open({ name: 'connect', connectionId }),
    'help-hashing': () => void api.app.openHelp({ key: 'hashing' }),
    server: () => (workspace.view(connectionId).tab = 'server'),
  };
  if (fix.act !== 'review') acts[fix.act]();
}
