import { Failure } from '#contract/failure';
import type { HelpKey } from '#contract/shapes';
import type { Desktop } from '#main/ports';
import type { Reading } from '#main/providers/provider';
import { HELP_PAGES } from './help.ts';
import type { Profiles } from './profiles.ts';

/** Opens pages in the person's browser: the vendor's help from a fixed table, and a server's own token page. */
export class Browser {
  readonly #desktop: Pick<Desktop, 'ask' | 'openExternal'>;
  readonly #profiles: Profiles;

  constructor(desktop: Pick<Desktop, 'ask' | 'openExternal'>, profiles: Profiles) {
    this.#desktop = desktop;
    this.#profiles = profiles;
  }

  async openHelp(key: HelpKey): Promise<void> {
    await this.#desktop.openExternal(HELP_PAGES[key]);
  }

  /**
   * Asks natively, naming the whole address, then opens it. It is on the origin of the connection, or it is not opened.
   */
  async openTokenPage(
    connectionId: string,
    orgId: string | undefined,
    { read }: Reading,
    signal: AbortSignal,
  ): Promise<void> {
    const profile = this.#profiles.find(connectionId);
    const address = await read.tokenPage(orgId, signal);
    if (address === undefined) throw new Failure({ kind: 'not-able', what: 'tokenPage' });
    const page = new URL(address);
    if (page.origin !== new URL(profile.address).origin) throw new Failure({ kind: 'internal' });

    const confirmed = await this.#desktop.ask({
      title: `Open the token page of “${profile.name}” in the browser?`,
      detail: page.href,
      confirm: 'Open in the browser',
      danger: false,
    });
    if (!confirmed) throw new Failure({ kind: 'declined' });
    await this.#desktop.openExternal(page.href);
  }
}
