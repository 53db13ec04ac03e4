import { CertificateMaker } from '../test/support/certificates.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { addServers } from './support/add-servers.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true } });

test('findings are told, accepted with a reason, come back when something changes outside, and are reported', async ({
  launch,
  serve,
}) => {
  test.setTimeout(120_000);
  const server = await serve({ product: 'oss-2.9' });
  const app = await launch({ keyring: true, size: { width: 1360, height: 820 } });
  const me = new Person(app);
  const { page } = app;
  const headers = { authorization: `Token ${server.credential ?? ''}`, 'content-type': 'application/json' };
  const pictures = async (name: string): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      await app.wear(theme);
      await app.screenshot(`findings-${name}-${theme}`);
      expect(await app.seriousFindings(theme === 'light' ? 'all' : 'colours')).toEqual([]);
    }
    await app.wear('light');
  };
  const findings = page.getByRole('list', { name: 'Findings', exact: true });
  const nameless = findings.getByRole('listitem', { name: 'No description' });
  const tab = page.getByRole('tab', { name: /^Findings/ });

  await test.step('they are counted on the tab and told by how bad they are', async () => {
    await me.connect({ address: server.url, token: server.credential, name: 'plant-1', environment: 'Production' });
    await expect(tab).toHaveText(/Findings\s*\d+/);
    await tab.click();
    await expect(findings.getByRole('listitem').first()).toBeVisible();
    await expect(nameless).toBeVisible();
    await pictures('01-list');
  });

  await test.step('a fix is a change: in read-only mode it says so', async () => {
    const change = findings.getByRole('button', { name: /^(?:Deactivate|Make the smaller token|Replace|Delete)$/ });
    await expect(change.first()).toHaveAttribute('aria-disabled', 'true');
    await expect(change.first()).toHaveAccessibleDescription(/unlock plant-1/);
  });

  await test.step('by keyboard one is opened: why, and which tokens', async () => {
    const title = nameless.getByRole('button', { name: 'No description', exact: true });
    await title.focus();
    await page.keyboard.press('Enter');
    await expect(nameless.getByText(/nobody dares to delete it/)).toBeVisible();
    await expect(nameless.getByRole('list', { name: 'Tokens' }).getByRole('button').first()).toBeVisible();
    await pictures('02-open');
  });

  await test.step('it is accepted with a reason, and folds', async () => {
    await nameless.getByRole('button', { name: 'Accept…' }).click();
    await expect(me.press('Accept')).toHaveAttribute('aria-disabled', 'true');
    await me.dialog.getByLabel('Why it is as it should be').fill('made by the installer, known to the team');
    await pictures('03-accept');
    await me.press('Accept').click();
    await expect(nameless).toBeHidden();
    await page.getByRole('button', { name: /^1 accepted, the first until/ }).click();
    await expect(page.getByText('made by the installer, known to the team')).toBeVisible();
    await pictures('04-accepted');
  });

  await test.step('the report is saved and says when, as whom and how complete, without a secret', async () => {
    for (const [form, item] of [
      ['md', 'Save as Markdown'],
      ['html', 'Save as a web page to print'],
      ['json', 'Save as JSON'],
    ] as const) {
      const file = path.join(app.folder, `report.${form}`);
      await app.dialogs.choose({ save: file });
      await me.button('Report').click();
      await page.getByRole('menuitem', { name: item }).click();
      await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('known to the team');
      const text = await readFile(file, 'utf8');
      expect(text).toContain('an operator token');
      expect(text).toContain('Complete: an operator token sees every token');
      expect(text).toMatch(/\d{4}-\d\d-\d\dT\d\d:\d\d/);
      expect(text).not.toContain(server.credential ?? 'no credential');
      if (form === 'html') expect(text).not.toMatch(/<script/i);
    }
  });

  await test.step('another token without a description, made outside of the app: it is back', async () => {
    const orgs = (await (await fetch(`${server.url}/api/v2/orgs`, { headers })).json()) as { orgs: { id: string }[] };
    const orgID = orgs.orgs[0]!.id;
    const body = JSON.stringify({ orgID, permissions: [{ action: 'read', resource: { type: 'buckets', orgID } }] });
    const made = await fetch(`${server.url}/api/v2/authorizations`, { method: 'POST', headers, body });
    expect(made.status).toBe(201);
    await app.accelerator('R');
    await expect(nameless.getByText('It was accepted before, and has changed since.')).toBeVisible();
    await pictures('05-back');
  });

  await test.step('a token of a finding is shown in the list', async () => {
    const tokens = nameless.getByRole('list', { name: 'Tokens' });
    if (!(await tokens.isVisible()))
      await nameless.getByRole('button', { name: 'No description', exact: true }).click();
    await tokens.getByRole('button').first().click();
    await expect(me.inspector).toBeVisible();
  });
  expect(app.consoleErrors).toEqual([]);
});

test('a certificate near its end stands among the findings, read from the connection itself', async ({
  launch,
  serve,
}) => {
  const maker = new CertificateMaker();
  const authority = maker.authority();
  const server = await serve({ product: 'oss-2.9', tls: maker.signedBy(authority) });
  maker.close();
  const app = await launch({ keyring: true });
  const me = new Person(app);
  await addServers(app.page, [
    { name: 'secure', address: server.url, token: server.credential ?? '', ca: authority.cert },
  ]);
  await me.open('secure');
  await expect(me.rows.nth(2)).toBeVisible();
  await me.page.getByRole('tab', { name: /^Findings/ }).click();
  const finding = me.page.getByRole('listitem', { name: 'Certificate ends soon' });
  await expect(finding).toContainText(/A certificate that this server proves itself by ends in \d+ (?:days?|hours)/);
  await finding.scrollIntoViewIfNeeded();
  await app.screenshot('certificate-finding');
  await me.tab('Server').click();
  await expect(me.page.getByText('Certificate ends', { exact: true })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await me.page.emulateMedia({ colorScheme });
    await app.screenshot(`certificate-${colorScheme}`);
  }
  expect(app.consoleErrors).toEqual([]);
});
