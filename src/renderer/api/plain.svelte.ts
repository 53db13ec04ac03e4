/** The value without the proxies of runes, which cannot be sent to another process. */
export function plain(value: unknown): unknown {
  return $state.snapshot(value);
}
