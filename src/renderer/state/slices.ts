/** The page answers between two slices of work of this length, in ms: it draws sixty times a second. */
export const SLICE_MS = 5;

/** Lets the page do what else there is to do. */
export function pause(): Promise<void> {
  return new Promise((go) => setTimeout(go));
}
