import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge, aConnection } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import WelcomePage from './WelcomePage.svelte';

test('the first door opens the sample servers and shows the first of them', async () => {
  const sample = aConnection({ id: 's1', name: 'sample 2.9', sample: true });
  const app = appOver(aBridge({ connections: [] }).answer('samples.open', () => [sample]));
  const { user } = renderView(WelcomePage, {}, app);

  await user.click(screen.getByRole('button', { name: /Explore the sample servers/ }));

  await expect.poll(() => app.workspace.openId).toBe('s1');
  expect(app.route.page).toEqual({ name: 'server' });
});

test('the second door opens the connect dialog, the third the import, and there is no fourth', async () => {
  const app = appOver(aBridge({ connections: [] }));
  const { user } = renderView(WelcomePage, {}, app);

  expect(screen.getAllByRole('button')).toHaveLength(3);
  await user.click(screen.getByRole('button', { name: /Connect a server/ }));

  await user.click(screen.getByRole('button', { name: /Import what I have/ }));

  expect(app.route.dialogs).toEqual([{ name: 'connect' }, { name: 'import' }]);
});

test('samples that do not start leave a message and the doors', async () => {
  const app = appOver(aBridge({ connections: [] }).refuse('samples.open', { kind: 'internal' }));
  const { user } = renderView(WelcomePage, {}, app);

  await user.click(screen.getByRole('button', { name: /Explore/ }));

  expect(await screen.findByRole('alert')).toBeVisible();
  expect(app.route.page).toEqual({ name: 'welcome' });
});
