import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge, someFacts } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import SettingsDialog from './SettingsDialog.svelte';
import type { AppFacts } from '#contract/shapes';

async function open(facts: Partial<AppFacts> = {}) {
  let closed = 0;
  const bridge = aBridge({ facts: someFacts(facts) })
    .answer('app.lock', () => undefined)
    .answer('app.forgetNow', () => undefined);
  const drawn = renderView(SettingsDialog, { onclose: () => (closed += 1) }, appOver(bridge));
  await screen.findByText(/Token Explorer 0\.1\.0/);
  return { ...drawn, bridge, closed: () => closed };
}

test('where tokens are kept is told as it is', async () => {
  await open();
  expect(screen.getByText(/Sealed with GNOME Keyring/)).toBeVisible();
});

test('without a key store it says that nothing is written to disk', async () => {
  await open({ keyStore: { available: false, backend: 'basic_text' } });
  expect(screen.getByText(/never written to disk/)).toHaveTextContent('basic_text');
});

test('a policy that keeps the app read-only is named', async () => {
  await open({ readOnly: 'policy' });
  expect(screen.getByText(/policy of this computer keeps Token Explorer read-only/)).toBeVisible();
});

test('Lock now and Forget now ask main', async () => {
  const { user, bridge, closed } = await open();
  await user.click(screen.getByRole('button', { name: 'Forget now' }));
  await expect.poll(() => bridge.inputsOf('app.forgetNow')).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Lock now' }));
  await expect.poll(closed).toBe(1);
  expect(bridge.inputsOf('app.lock')).toHaveLength(1);
});
