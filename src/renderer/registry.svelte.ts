import type * as Rest from './rest.ts';
import TokensPage from '#features/tokens/TokensPage.svelte';

// Features never import each other: they open pages and dialogs by name (state/route), and here the names get their
// components. A start loads the tokens' alone; the script of all others is as long again, and is read when there are
// rows.

class Registry {
  #rest = $state.raw<typeof Rest>();

  get dialogs(): Partial<typeof Rest.dialogs> {
    return this.#rest?.dialogs ?? {};
  }

  get pages(): Partial<typeof Rest.pages> {
    return this.#rest?.pages ?? {};
  }

  get Layers(): typeof Rest.Layers | undefined {
    return this.#rest?.Layers;
  }

  readonly tabs = $derived({ ...this.#rest?.tabs, tokens: TokensPage });

  /** Loads the components that are still missing. */
  async complete(): Promise<void> {
    this.#rest ??= await import('./rest.ts');
  }
}

export const registry = new Registry();
