/**
 * What stands at the `:name` parts of a pattern, which match anything; undefined where the parts of a path are other
 * ones.
 */
export function matchPath(pattern: string, parts: readonly string[]): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  if (wanted.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, each] of wanted.entries()) {
    const part = parts[i] ?? '';
    if (each.startsWith(':')) params[each.slice(1)] = part;
    else if (each !== part) return undefined;
  }
  return params;
}
