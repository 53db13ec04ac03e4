/**
 * The library under the HTTP client, loaded when it is first asked for: it is half of all that main consists of, and
 * the window need not wait for it.
 */
export function undici() {
  return import('undici');
}
