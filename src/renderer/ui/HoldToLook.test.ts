import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import HoldToLook from './HoldToLook.svelte';

const SECRET = 'canary-value-0123456789==';

function drawn(look = vi.fn(() => Promise.resolve(SECRET))) {
  render(HoldToLook, { props: { label: 'Value', look } });
  return { look, button: screen.getByRole('button', { name: 'Hold to look' }), value: screen.getByLabelText('Value') };
}

test('F8 the value is masked until it is held, and again on release', async () => {
  const { button, value, look } = drawn();
  expect(value).toHaveTextContent(/^•+$/);
  expect(look).not.toHaveBeenCalled();

  await fireEvent.pointerDown(button, { button: 0 });
  await expect.poll(() => value.textContent).toBe(SECRET);
  await fireEvent.pointerUp(button);

  expect(value).toHaveTextContent(/^•+$/);
  expect(document.body.innerHTML).not.toContain(SECRET);
});

test.each([
  ['the pointer leaves', (button: HTMLElement) => fireEvent.pointerLeave(button)],
  ['the window loses the focus', () => fireEvent(window, new Event('blur'))],
  ['the button loses the focus', (button: HTMLElement) => fireEvent.blur(button)],
])('F8 the value is masked when %s', async (_what, happens) => {
  const { button, value } = drawn();
  await fireEvent.pointerDown(button, { button: 0 });
  await expect.poll(() => value.textContent).toBe(SECRET);

  await happens(button);

  expect(value).toHaveTextContent(/^•+$/);
});

test('F8 a value that comes after the release is not shown', async () => {
  let come = (_value: string): void => undefined;
  const { button, value } = drawn(vi.fn(() => new Promise<string>((resolve) => (come = resolve))));
  await fireEvent.pointerDown(button, { button: 0 });
  await fireEvent.pointerUp(button);

  come(SECRET);
  await new Promise((resolve) => setTimeout(resolve));

  expect(value).toHaveTextContent(/^•+$/);
});

test('F8 a held key shows the value, its release masks it', async () => {
  const { button, value } = drawn();
  await fireEvent.keyDown(button, { key: ' ' });
  await expect.poll(() => value.textContent).toBe(SECRET);

  await fireEvent.keyUp(button, { key: ' ' });

  expect(value).toHaveTextContent(/^•+$/);
});

test('a value that was held for half a minute is masked by itself', async () => {
  vi.useFakeTimers();
  try {
    const { button, value } = drawn();
    await fireEvent.pointerDown(button, { button: 0 });
    await vi.waitFor(() => expect(value).toHaveTextContent(SECRET));

    await vi.advanceTimersByTimeAsync(30_000);

    expect(value).toHaveTextContent(/^•+$/);
  } finally {
    vi.useRealTimers();
  }
});
