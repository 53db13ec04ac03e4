import type { Command } from '#contract/bridge';
import type { Connection } from '#domain/connection';
import type { AppState } from '#state/app.svelte';

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** What the menu's commands do about servers. `mayUnlock`: no switch or policy forbids it. Answers what ends it. */
export function followCommands(app: AppState, servers: () => Connection[], mayUnlock: boolean): () => void {
  const step = (by: number) => {
    const all = servers();
    const at = all.findIndex(({ id }) => id === app.workspace.openId);
    const next = all[(at + by + all.length) % all.length];
    if (next) app.openServer(next.id);
  };
  const pick = (at: number) => {
    const server = servers()[at];
    if (server) app.openServer(server.id);
  };
  const runs: [Command, () => void][] = [
    ['connect', () => app.route.open({ name: 'connect' })],
    ['settings', () => app.route.open({ name: 'settings' })],
    ['toggle-rail', () => app.layout.toggleRail()],
    ['toggle-mode', () => mayUnlock && app.workspace.openId !== undefined && app.toggleMode(app.workspace.openId)],
    ['next-server', () => step(1)],
    ['previous-server', () => step(-1)],
    ...NUMBERS.map((n): [Command, () => void] => [`server-${n}`, () => pick(n - 1)]),
  ];
  const ends = runs.map(([command, run]) => app.commands.on(command, run));
  return () => ends.forEach((end) => end());
}
