import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import ExportDialog from './ExportDialog.svelte';

async function open(answer = { saved: true, connections: 2, tokens: 1 }) {
  let closed = 0;
  const bridge = aBridge().answer('exports.connections', () => answer);
  const drawn = renderView(ExportDialog, { onclose: () => (closed += 1) }, appOver(bridge));
  await screen.findByRole('dialog');
  return { ...drawn, bridge, closed: () => closed };
}

const exporting = () => screen.getByRole('button', { name: 'Export…' });

test('servers are exported without tokens unless a passphrase is set', async () => {
  const { user, bridge, closed } = await open();
  await user.click(exporting());
  await expect.poll(closed).toBe(1);
  expect(bridge.inputsOf('exports.connections')).toEqual([{}]);
});

test('C9 a passphrase has 12 characters, is typed twice, and is masked', async () => {
  const { user, bridge } = await open();
  await user.click(screen.getByRole('checkbox', { name: /With their tokens/ }));
  const first = screen.getByLabelText(/^Passphrase12|^Passphrase(?! again)/);
  const again = screen.getByLabelText('Passphrase again');
  expect(first).toHaveAttribute('type', 'password');
  await user.type(first, 'elevenchars');
  await user.type(again, 'elevenchars');
  await user.click(exporting());
  await user.type(first, '!');
  await user.click(exporting());
  expect(bridge.inputsOf('exports.connections')).toEqual([]);
  await user.type(again, '!');
  await user.click(exporting());
  await expect.poll(() => bridge.inputsOf('exports.connections')).toEqual([{ passphrase: 'elevenchars!' }]);
});

test('who saves nowhere stays in the dialog', async () => {
  const { user, bridge, closed } = await open({ saved: false, connections: 2, tokens: 0 });
  await user.click(exporting());
  await expect.poll(() => bridge.inputsOf('exports.connections')).toHaveLength(1);
  expect(closed()).toBe(0);
});
