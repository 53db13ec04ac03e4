import { explained } from '#api/explained';
import { type FileToSave, MOST_SAVED } from '#contract/shapes';
import { FLEET_FILTERS } from '#domain/fleet-row';
import { selfWords } from '#domain/self-words';
import { type ExportHead, type ExportSource, tokensCsv, tokensJson, tokensJsonLines } from '#domain/token-export';
import type { AppState } from '#state/app.svelte';
import type { MenuItem } from '#ui/menu-item.ts';
import type { FleetView } from './fleet-view.svelte.ts';
import type { ServerOfFleet } from './standing.ts';

/** The most that goes to the clipboard, in characters. */
const MOST_COPIED = 100_000;

type Writer = typeof tokensCsv;

/** What is shown, as text to copy or as a file; none holds a value of a token. */
export function exportItems(app: AppState, view: FleetView, servers: readonly ServerOfFleet[]): readonly MenuItem[] {
  const text = (write: Writer): string => write(headOf(app, view, servers), view.shown);
  const save = (label: string, extension: FileToSave['extension'], write: Writer): MenuItem => ({
    label,
    disabled: view.busy,
    run: () => void told(app, async () => saved(app, { name: 'tokens of all servers', extension, text: text(write) })),
  });
  return [
    { label: 'Copy as CSV', disabled: view.busy, run: () => void told(app, () => copied(app, text(tokensCsv))) },
    'line',
    save('Save as CSV', 'csv', tokensCsv),
    save('Save as JSON', 'json', tokensJson),
    save('Save as JSON lines', 'jsonl', tokensJsonLines),
  ];
}

async function copied(app: AppState, text: string): Promise<void> {
  if (text.length > MOST_COPIED) {
    app.notices.bad('Too much to copy', 'Save it as a file, or search for less.');
    return;
  }
  await app.api.app.copyText({ text });
  app.notices.good('Copied');
}

async function saved(app: AppState, file: FileToSave): Promise<void> {
  if (file.text.length > MOST_SAVED) {
    app.notices.bad('Too much for one file', 'A file holds 100 MB at most. Search for less, or save server by server.');
    return;
  }
  if ((await app.api.files.save(file)).saved) app.notices.good('Saved');
}

async function told(app: AppState, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    const { title, detail } = explained(thrown);
    app.notices.bad(title, detail);
  }
}

function headOf(app: AppState, view: FleetView, servers: readonly ServerOfFleet[]): ExportHead {
  const { text, filters, showRevoked } = app.fleet;
  const name = (id: string): string => servers.find(({ connection }) => connection.id === id)?.connection.name ?? id;
  const chosen = FLEET_FILTERS.flatMap((key) => {
    const value = filters[key];
    return value === undefined ? [] : [`${key}=${key === 'server' ? name(value) : value}`];
  });
  return {
    exportedAt: app.clock.at(),
    search: [text.trim(), ...chosen, view.revoked > 0 && !showRevoked ? '-status:revoked' : '']
      .filter((part) => part !== '')
      .join(' '),
    sources: servers.map(sourceOf),
  };
}

function sourceOf({ connection, server, list, standing }: ServerOfFleet): ExportSource {
  return {
    name: connection.name,
    address: connection.address,
    environment: connection.environment,
    product: server ? `${server.product} ${server.version}`.trim() : '',
    ...(list.end && { readAt: list.end.readAt }),
    as: server?.self ? selfWords(server.self) : 'unknown',
    completeness: standing.state === 'read' ? standing.detail : `${standing.label}. ${standing.detail}`.trim(),
  };
}
