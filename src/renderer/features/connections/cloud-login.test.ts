import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import ConnectDialog from './ConnectDialog.svelte';

const LOGIN = /That is where people log in/;

test('S3.14 the address of the vendor’s samples is told to be none of a region, and a region is not', async () => {
  const bridge = aBridge().refuse('connections.look', { kind: 'wrong-product', product: '' });
  const props = { dialog: { name: 'connect' as const }, onclose: () => undefined };
  const { user } = renderView(ConnectDialog, props, appOver(bridge));
  const address = await screen.findByRole('textbox', { name: /Address/ });
  await user.type(address, 'https://cloud2.influxdata.com');
  expect(await screen.findByText(LOGIN)).toBeVisible();
  await user.clear(address);
  await user.type(address, 'https://us-west-2-1.aws.cloud2.influxdata.com');
  expect(screen.queryByText(LOGIN)).toBeNull();
});
