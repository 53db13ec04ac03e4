import { typeLabel } from '#domain/resource-type';

/** The types that have a row of their own beside the buckets: `instance` is only the server's to give. */
export function pickableTypes(types: readonly string[]): string[] {
  return types
    .filter((type) => type !== 'buckets' && type !== 'instance')
    .sort((a, b) => typeLabel(a).localeCompare(typeLabel(b), 'en'));
}

/** Whether a text is an id as InfluxDB OSS 2.x writes them: 16 hexadecimal digits, not all zero (`platform/id.go`). */
export function isResourceId(text: string): boolean {
  return /^[0-9a-f]{16}$/i.test(text) && !/^0+$/.test(text);
}
