import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { expect, test } from 'vitest';
import ContextMenu from './ContextMenu.svelte';
import type { MenuItem } from './menu-item.ts';

/** A button that has the menu. */
const target = createRawSnippet((props: () => Record<string, unknown>) => ({
  render: () => '<button>prod-eu</button>',
  setup: (button) => button.addEventListener('contextmenu', props().oncontextmenu as EventListener),
}));

test('the menu of a thing is made when it is asked for, runs what is chosen and gives the focus back', async () => {
  const ran: string[] = [];
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const items: MenuItem[] = ['Open', 'Remove'].map((label) => ({ label, run: () => ran.push(label) }));
  render(ContextMenu, { props: { target, items } });
  const thing = screen.getByRole('button', { name: 'prod-eu' });
  expect(screen.queryByRole('menu')).toBeNull();

  await user.pointer({ keys: '[MouseRight]', target: thing });
  expect((await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent.trim())).toEqual([
    'Open',
    'Remove',
  ]);
  await user.click(screen.getByRole('menuitem', { name: 'Remove' }));
  expect(ran).toEqual(['Remove']);
  await expect.poll(() => document.activeElement).toBe(thing);

  await user.pointer({ keys: '[MouseRight]', target: thing });
  expect(await screen.findAllByRole('menuitem')).toHaveLength(2);
  await user.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('menu')).toBeNull();
  expect(document.activeElement).toBe(thing);
});
