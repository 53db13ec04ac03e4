import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge, aConnection, aToken } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import AllServers from './AllServers.svelte';

test('the tokens of every server that was read are counted, whichever was read first', async () => {
  const connections = [aConnection({ id: 'c1' }), aConnection({ id: 'c2' })];
  const app = appOver(aBridge({ connections, tokens: [aToken({ id: '1' }), aToken({ id: '2' })] }));
  renderView(AllServers, { connections, small: false }, app);
  const button = screen.getByRole('button', { name: /All servers/u });
  expect(button).toHaveTextContent(/^All servers$/u);

  await app.lists.of('c2').read();
  await waitFor(() => expect(button).toHaveTextContent(/2 tokens$/u));
  await app.lists.of('c1').read();
  await waitFor(() => expect(button).toHaveTextContent(/4 tokens$/u));
});
