import type { Component } from 'svelte';
import type { DialogName, DialogRoute, Page } from '#state/route.svelte';
import type { ServerTab } from '#state/workspace.svelte';
import type { ConnectionId } from '#domain/connection';
import TokensPage from '#features/tokens/TokensPage.svelte';

// Features never import each other: they open pages and dialogs by name (state/route), and here the names get their components.

/** What every dialog is given: its own route, and how to go away. */
export type DialogProps<N extends DialogName> = { dialog: Extract<DialogRoute, { name: N }>; onclose: () => void };
export type PageProps<N extends Page['name']> = { page: Extract<Page, { name: N }> };

export const dialogs: { [N in DialogName]?: Component<DialogProps<N>> } = {};

export const pages: { [N in Exclude<Page['name'], 'server'>]?: Component<PageProps<N>> } = {};

/** The tabs of a server. */
export const tabs: { [T in ServerTab]?: Component<{ connectionId: ConnectionId }> } = {
  tokens: TokensPage,
};
