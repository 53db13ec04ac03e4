/** A right as InfluxDB 2 writes it, e.g. `write:orgs/<id>/buckets/<id>`, in words; unknown forms as they are. */
export function rightWords(right: string): string {
  const [, action, path = ''] = /^(read|write):(.+)$/.exec(right) ?? [];
  if (!action) return right;
  const parts = path.split('/');
  const [first, id, type, target] = parts;
  if (parts.length === 1) return `${action} ${path} everywhere`;
  if (first !== 'orgs' || parts.length === 2) return `${action} ${first ?? ''} ${id ?? ''}`;
  return target
    ? `${action} ${type ?? ''} ${target} in organization ${id ?? ''}`
    : `${action} ${type ?? ''} in organization ${id ?? ''}`;
}
