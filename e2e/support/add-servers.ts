import type { Page } from '@playwright/test';

/** A server as it is saved without the connect dialog. */
interface SavedServer {
  readonly name: string;
  readonly address: string;
  readonly token: string;
  /** The certificate, as PEM, that its own is to be signed by. */
  readonly ca?: string;
}

/** Saves servers as the connect dialog would one by one. Rejects when one is refused. */
export async function addServers(page: Page, servers: readonly SavedServer[]): Promise<void> {
  await page.evaluate(async (all) => {
    for (const { token, ...named } of all) {
      const draft = { ...named, environment: 'staging', note: '' };
      const reply = await window.bridge.call('connections.add', { draft, secret: token });
      if (!reply.ok) throw new Error(JSON.stringify(reply.failure));
    }
  }, servers);
}
