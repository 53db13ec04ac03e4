import '#api/zod-without-eval';
import type { Component } from 'svelte';
import type { DialogName, DialogRoute, Page } from '#state/route.svelte';
import type { ServerTab } from '#state/workspace.svelte';
import type { ConnectionId } from '#domain/connection';
import AccessPage from '#features/access/AccessPage.svelte';
import ConnectDialog from '#features/connections/ConnectDialog.svelte';
import RemoveConnectionDialog from '#features/connections/RemoveConnectionDialog.svelte';
import RenewDialog from '#features/connections/RenewDialog.svelte';
import TestConnectionDialog from '#features/connections/TestConnectionDialog.svelte';
import CreatePage from '#features/editor/CreatePage.svelte';
import ExportDialog from '#features/import/ExportDialog.svelte';
import HistoryPage from '#features/history/HistoryPage.svelte';
import FleetPage from '#features/fleet/FleetPage.svelte';
import FindingsPage from '#features/findings/FindingsPage.svelte';
import ImportDialog from '#features/import/ImportDialog.svelte';
import DeactivateDialog from '#features/remove/DeactivateDialog.svelte';
import DeleteDialog from '#features/remove/DeleteDialog.svelte';
import ManyDialog from '#features/remove/ManyDialog.svelte';
import RetireDialog from '#features/replace/RetireDialog.svelte';
import ResourcesPage from '#features/resources/ResourcesPage.svelte';
import SecretDialog from '#features/secret/SecretDialog.svelte';
import ClaimDialog from '#features/server/ClaimDialog.svelte';
import RecoveryDialog from '#features/server/RecoveryDialog.svelte';
import RecoveryPortDialog from '#features/server/RecoveryPortDialog.svelte';
import RegenerateDialog from '#features/server/RegenerateDialog.svelte';
import ServerPage from '#features/server/ServerPage.svelte';
import TokenFileDialog from '#features/server/TokenFileDialog.svelte';
import SettingsDialog from '#features/settings/SettingsDialog.svelte';
import NarrowDialog from '#features/setup/NarrowDialog.svelte';
import SetUpDialog from '#features/setup/SetUpDialog.svelte';
import WelcomePage from '#features/welcome/WelcomePage.svelte';
import Layers from './Layers.svelte';

// What the first picture of a start does not need; registry.svelte.ts says why it stands apart.

export { Layers };

/** What every dialog is given: its own route, and how to go away. */
type DialogProps<N extends DialogName> = { dialog: Extract<DialogRoute, { name: N }>; onclose: () => void };
type PageProps<N extends Page['name']> = { page: Extract<Page, { name: N }> };

export const dialogs: { [N in DialogName]?: Component<DialogProps<N>> } = {
  connect: ConnectDialog,
  'renew-token': RenewDialog,
  'remove-connection': RemoveConnectionDialog,
  'test-connection': TestConnectionDialog,
  'delete-token': DeleteDialog,
  'deactivate-token': DeactivateDialog,
  'many-tokens': ManyDialog,
  'retire-token': RetireDialog,
  secret: SecretDialog,
  'set-up': SetUpDialog,
  narrow: NarrowDialog,
  recovery: RecoveryDialog,
  claim: ClaimDialog,
  regenerate: RegenerateDialog,
  'recovery-port': RecoveryPortDialog,
  'token-file': TokenFileDialog,
  import: ImportDialog,
  export: ExportDialog,
  settings: SettingsDialog,
};

export const pages: { welcome: Component; all: Component; create: Component<PageProps<'create'>> } = {
  welcome: WelcomePage,
  all: FleetPage,
  create: CreatePage,
};

/** The tabs of a server. */
export const tabs: { [T in ServerTab]?: Component<{ connectionId: ConnectionId }> } = {
  resources: ResourcesPage,
  access: AccessPage,
  findings: FindingsPage,
  history: HistoryPage,
  server: ServerPage,
};
