/** The page answers between two slices of work of this length, in ms: it draws sixty times a second. */
export const SLICE_MS = 5;

/**
 * Lets the page do what else there is to do; by a message, since a timer after a timer waits for 4 ms, and one of a
 * hidden page for a second.
 */
export function pause(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((go) => {
    port1.onmessage = () => {
      port1.close();
      go();
    };
    port2.postMessage(undefined);
  });
}

/** Comes when the page has drawn what has changed; at once where nothing is drawn. */
export async function drawn(): Promise<void> {
  if (document.hidden) return;
  await new Promise((frame) => requestAnimationFrame(frame));
  await pause();
}
