import type { RunningApp } from './app.ts';
import { Person } from './person.ts';

/** Two servers to walk through: one in use, with an operator token and one that may do little; one not set up. */
export interface Walkable {
  used: { url: string; credential?: string; secretOf: (description: string) => string | undefined };
  empty: { url: string };
}

/** Nothing listens there. */
const DEAD = 'http://127.0.0.1:1';

/** Goes to every screen and dialog, and calls `look` with its name at each. */
export async function everyScreen(
  app: RunningApp,
  servers: Walkable,
  look: (name: string) => Promise<void>,
): Promise<void> {
  const walk = new Walk(app, servers, look);
  await walk.connect();
  await walk.tokens();
  await walk.tabs();
  await walk.rail();
  await walk.changes();
  await walk.views();
  await walk.allServers();
  await walk.create();
  await walk.notSetUp();
  await walk.dead();
  await walk.weak();
}

class Walk {
  private readonly me: Person;

  constructor(
    private readonly app: RunningApp,
    private readonly servers: Walkable,
    private readonly look: (name: string) => Promise<void>,
  ) {
    this.me = new Person(app);
  }

  /** From the welcome page to a server in use, by way of a test that fails and one that does not. */
  async connect(): Promise<void> {
    const { me, look } = this;
    const { url, credential: token = '' } = this.servers.used;
    await look('welcome');
    await me.openConnect();
    await me.fill({ address: DEAD, token, name: 'used', environment: 'Production' });
    await me.press('Test').click();
    await me.dialog
      .getByText(/connection refused/)
      .last()
      .waitFor();
    await me.press('Test').waitFor();
    await look('connect-failed');
    await me.fill({ address: url, token, name: 'used' });
    await me.dialog.getByText('Advanced').click();
    await me.press('Test').click();
    await me.dialog.getByText(/operator token of/).waitFor();
    await me.press('Choose a CA file').waitFor();
    await look('connect-tested');
    await me.press('Save').click();
    await me.rows.nth(3).waitFor();
  }

  async tokens(): Promise<void> {
    const { me, look } = this;
    const { page, inspector } = me;
    const search = page.getByRole('textbox', { name: 'Search tokens' });
    await look('tokens');
    await me.button('Choose columns').click();
    await me.button('Reset columns').waitFor();
    await look('columns');
    await me.button('Reset columns').click();
    await page.keyboard.press('Escape');
    await me.rows.nth(3).click();
    await look('inspector');
    await inspector.getByRole('button', { name: 'Raw' }).click();
    await inspector.getByRole('button', { name: 'Raw' }).scrollIntoViewIfNeeded();
    await look('inspector-raw');
    await page.getByRole('search', { name: 'Tokens' }).getByRole('button', { name: 'Kind' }).click();
    await look('filter');
    await page.keyboard.press('Escape');
    await me.button('As a command').click();
    await look('list-as-command');
    await page.keyboard.press('Escape');
    await search.fill('nothing is called so');
    await look('no-match');
    await search.fill('');
  }

  async tabs(): Promise<void> {
    const { me, look } = this;
    await me.tab('Resources').click();
    for (const list of ['Buckets', 'Organizations', 'Users']) {
      await me.button(new RegExp(`^${list}`)).click();
      await look(`resources-${list.toLowerCase()}`);
    }
    await me.tab('Server').click();
    await me.page.getByRole('region', { name: 'Server', exact: true }).waitFor();
    await look('server');
    await me.button('Use an all-access token per organization').click();
    await this.dialog('narrow', 'Not now');
  }

  /** What the list of servers offers, and the settings below it. */
  async rail(): Promise<void> {
    const { me } = this;
    await me.button('Settings').click();
    await this.dialog('settings', 'Close');
    await me.server('used').click({ button: 'right' });
    await me.page.getByRole('menuitem', { name: 'Remove' }).waitFor();
    await this.look('rail-menu');
    await me.page.getByRole('menuitem', { name: 'Edit' }).click();
    await me.dialog.getByRole('heading', { name: 'Edit the server' }).waitFor();
    await this.dialog('edit-server', 'Cancel');
    await this.railMenu('used', 'Remove');
    await this.dialog('remove-server', 'Cancel');
    await this.railMenu('used', 'Test');
    await me.dialog.getByText(/operator token of/).waitFor();
    await this.dialog('test-server', 'Close');
  }

  async changes(): Promise<void> {
    const { me, look } = this;
    await me.tab('Tokens').click();
    await me.unlock();
    await look('unlocked');
    await me.inspector.getByRole('button', { name: 'Edit the description' }).click();
    await look('edit-description');
    await me.inspector.getByRole('button', { name: 'Cancel' }).click();
    await me.inspector.getByRole('button', { name: 'Delete', exact: true }).click();
    await me.dialog.getByLabel('The text above').waitFor();
    await this.dialog('delete', 'Cancel');
    await me.inspector.getByRole('button', { name: 'Deactivate', exact: true }).click();
    await this.dialog('deactivate', 'Cancel');
  }

  /** Who can, what is wrong, and what changed. */
  async views(): Promise<void> {
    const { me, look } = this;
    const { page } = me;
    await page.getByRole('tab', { name: /^Access/ }).click();
    await page.getByRole('heading', { name: /tokens can write/ }).waitFor();
    await look('access');
    await me.choose(page.getByLabel('Where'), 'every server');
    await look('access-every-server');
    await me.choose(page.getByLabel('Where'), 'used');
    await me.button(/^Bucket: /).click();
    await page.getByRole('button', { name: 'Tokens: acme', exact: true }).click();
    await page.getByRole('heading', { name: /tokens can write tokens of acme/ }).waitFor();
    await look('access-tokens');
    for (const shape of ['One token', 'Matrix', 'Graph']) {
      await me.button(shape).click();
      await look(`access-${shape.toLowerCase().replace(' ', '-')}`);
    }
    await page
      .getByRole('button', { name: /is reached by \d+ tokens/ })
      .first()
      .click();
    await look('access-graph-chosen');
    await me.button('Compare').first().click();
    await page.getByRole('heading', { name: 'Equal rights' }).waitFor();
    await look('access-compare');
    await page.getByRole('tab', { name: /^Findings/ }).click();
    const finding = page.getByRole('list', { name: 'Findings', exact: true }).getByRole('listitem', {
      name: 'No description',
    });
    await finding.waitFor();
    await look('findings');
    await finding.getByRole('button', { name: 'No description', exact: true }).click();
    await look('finding-open');
    await finding.getByRole('button', { name: 'Accept…' }).click();
    await this.dialog('finding-accept', 'Cancel');
    await me.tab('History').click();
    await page.getByText('Nothing changed between these two.').waitFor();
    await look('history');
    await me.button('Made by this app').click();
    await look('history-journal');
    await me.tab('Tokens').click();
  }

  /** Everything in one list, some of it marked, and what would be done with it. */
  async allServers(): Promise<void> {
    const { me, look } = this;
    const { page } = me;
    await me.openAll();
    await page.getByText('1 of 1 read').waitFor();
    await look('all-servers');
    await me.button('Choose columns').click();
    await me.button('Reset columns').waitFor();
    await look('all-servers-columns');
    await page.keyboard.press('Escape');
    await me.button('Servers').click();
    await page.getByRole('region', { name: 'How each server was read' }).waitFor();
    await look('all-servers-states');
    await me.button('Servers').click();
    await page.getByRole('checkbox', { name: 'Select all that is shown' }).click();
    const marked = page.getByRole('toolbar', { name: 'Selected tokens' });
    await marked.waitFor();
    await look('all-servers-marked');
    await marked.getByRole('button', { name: 'Delete' }).click();
    await this.dialog('many-tokens', 'Cancel');
    await page.getByRole('grid', { name: 'Tokens of all servers' }).focus();
    await page.keyboard.press('Escape');
    await me.open('used');
  }

  async create(): Promise<void> {
    const { me, look } = this;
    const { page } = me;
    await me.button('Create token').click();
    await page.getByLabel('Description', { exact: true }).waitFor();
    for (const kind of ['Custom', 'All access', 'Operator', 'Read/Write']) {
      await page.getByRole('radio', { name: kind }).check({ force: true });
      await look(`create-${kind.toLowerCase().replace(/\W/, '-')}`);
    }
    await me.button('Read all, also new').click();
    await page.keyboard.press('ControlOrMeta+Enter');
    await me.press('Copy').waitFor();
    await look('secret');
    await me.press('Copy').click();
    await me.dialog
      .getByText(/clipboard/i)
      .first()
      .waitFor();
    await this.dialog('secret-copied', 'I have stored it');
  }

  async notSetUp(): Promise<void> {
    const { me, look } = this;
    await me.connect({ address: this.servers.empty.url, name: 'empty' });
    await look('not-set-up');
    await me.button('Set it up').click();
    await look('set-up-locked');
    await this.app.dialogs.pressNext('confirm');
    await me.press(/^Unlock/).click();
    await me.dialog.getByLabel('User', { exact: true }).waitFor();
    await this.dialog('set-up', 'Cancel');
  }

  async dead(): Promise<void> {
    const { me } = this;
    await me.connect({ address: DEAD, token: 'x', name: 'dead' });
    await me.page.getByRole('heading', { name: /connection refused/ }).waitFor();
    await this.look('cannot-connect');
    await this.railMenu('dead', 'Test');
    await me.dialog
      .getByText(/connection refused/)
      .first()
      .waitFor();
    await this.dialog('test-failed', 'Close');
  }

  /** What a token that may do little is told, and the way to a better one. */
  async weak(): Promise<void> {
    const { me, look } = this;
    const { url, secretOf } = this.servers.used;
    await me.connect({ address: url, token: secretOf('telegraf on host-7') ?? '', name: 'weak' });
    await me.page
      .getByText(/may not list tokens/)
      .first()
      .waitFor();
    await look('may-not-list');
    await me.tab('Server').click();
    await me.button('No operator token at hand?').click();
    await this.dialog('recovery', 'Close');
  }

  private async dialog(name: string, leave: string): Promise<void> {
    await this.me.dialog.waitFor();
    await this.look(name);
    await this.me.press(leave).last().click();
    await this.me.dialog.waitFor({ state: 'detached' });
  }

  private async railMenu(server: string, item: string): Promise<void> {
    await this.me.server(server).click({ button: 'right' });
    await this.me.page.getByRole('menuitem', { name: item }).click();
  }
}
