import type { Locator, Page } from '@playwright/test';
import type { RunningApp } from './app.ts';

/** What a server is connected with in the connect dialog. */
export interface ServerEntry {
  address: string;
  token?: string;
  name: string;
  /** As the menu calls it: `Production`, `Staging`, `Development`. */
  environment?: string;
}

/** What a person sees and does in the window, found as they find it: by role and name. */
export class Person {
  readonly page: Page;
  readonly tokens: Locator;
  /** The list over all servers. */
  readonly allTokens: Locator;
  readonly inspector: Locator;
  readonly dialog: Locator;
  readonly rail: Locator;

  constructor(private readonly app: RunningApp) {
    const { page } = app;
    this.page = page;
    this.tokens = page.getByRole('grid', { name: 'Tokens' });
    this.allTokens = page.getByRole('grid', { name: 'Tokens of all servers' });
    this.inspector = page.getByRole('complementary', { name: 'Inspector' });
    this.dialog = page.getByRole('dialog').last();
    this.rail = page.getByRole('navigation', { name: 'Servers' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** A button of the dialog on top. */
  press(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name, exact: typeof name === 'string' });
  }

  server(name: string): Locator {
    return this.rail.locator('[data-server]').filter({ hasText: name });
  }

  /** The rows of the table that are drawn, without its head. */
  get rows(): Locator {
    return this.rowsOf(this.tokens);
  }

  /** The same of the list over all servers. */
  get allRows(): Locator {
    return this.rowsOf(this.allTokens);
  }

  private rowsOf(grid: Locator): Locator {
    return grid.getByRole('row').filter({ has: this.page.getByRole('gridcell') });
  }

  row(description: string): Locator {
    return this.tokens.getByRole('row').filter({ has: this.page.getByText(description, { exact: true }) });
  }

  tab(name: 'Tokens' | 'Resources' | 'History' | 'Server'): Locator {
    return this.page.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  /** Text in a notice at the corner. */
  notice(text: string | RegExp): Locator {
    return this.page.locator('[data-sonner-toast]').filter({ hasText: text });
  }

  /** Opens the connect dialog from wherever the page is. */
  async openConnect(): Promise<void> {
    const welcome = this.button(/^Connect a server/);
    const rail = this.rail.getByRole('button', { name: 'Connect', exact: true });
    await ((await welcome.or(rail).first().isVisible()) ? welcome.or(rail) : rail).last().click();
    await this.dialog.getByRole('heading', { name: 'Connect a server' }).waitFor();
  }

  /** Types what a server is connected with, and saves nothing. */
  async fill({ address, token, name, environment }: ServerEntry): Promise<void> {
    await this.dialog.getByLabel('Address', { exact: true }).fill(address);
    await this.dialog.getByLabel('Name', { exact: true }).fill(name);
    if (token !== undefined) await this.dialog.getByLabel(/^API token/).fill(token);
    if (environment) await this.choose(this.dialog.getByLabel('Environment', { exact: true }), environment);
  }

  /** Every field of the dialog on top by its label, with what stands in it. */
  async fields(): Promise<Record<string, string>> {
    const found = await this.dialog.locator('label').evaluateAll((labels) =>
      labels.map((label): [string, string] => {
        const { control, firstChild } = label as HTMLLabelElement;
        const typed = control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement;
        return [firstChild?.textContent ?? '', (typed ? control.value : control?.textContent.trim()) ?? ''];
      }),
    );
    return Object.fromEntries(found);
  }

  /** Chooses in a select. */
  async choose(select: Locator, option: string): Promise<void> {
    await select.click();
    await this.page.getByRole('option', { name: option }).click();
  }

  /** Connects a server from the dialog's opening to its tokens. */
  async connect(entry: ServerEntry): Promise<void> {
    await this.openConnect();
    await this.fill(entry);
    await this.press('Save').click();
    await this.dialog.waitFor({ state: 'detached' });
    await this.page.getByRole('heading', { level: 1, name: entry.name }).waitFor();
  }

  /** Opens a server of the rail. */
  async open(name: string): Promise<void> {
    await this.server(name).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }

  /** Opens the list over all servers. */
  async openAll(): Promise<void> {
    await this.rail.getByRole('button', { name: /^All servers/ }).click();
    await this.page.getByRole('heading', { name: 'All servers' }).waitFor();
  }

  /** Unlocks the open server and confirms the native question. */
  async unlock(): Promise<void> {
    await this.app.dialogs.pressNext('confirm');
    await this.button('Read-only').click();
    await this.button(/^Admin mode/).waitFor();
  }

  /** Shows a token in the inspector, found by its description. */
  async pick(description: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Search tokens' }).fill(description);
    await this.row(description).first().click();
    await this.inspector.getByRole('heading', { name: description }).waitFor();
  }
}
