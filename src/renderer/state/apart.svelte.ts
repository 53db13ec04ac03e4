/**
 * Makes something that holds state, so that whoever asks for it first follows it too: state that is made inside of a
 * derived value is not followed there (Svelte 5, `push_reaction_value`), also where it is made untracked.
 */
export function apart<T>(make: () => T): T {
  const made: T[] = [];
  $effect.root(() => void made.push(make()));
  return made[0] as T;
}
