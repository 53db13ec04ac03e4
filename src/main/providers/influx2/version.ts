import { CORE_TYPES } from '#domain/resource-type';

const TYPES_OF_2_1 = ['notebooks', 'annotations'];
const TYPES_OF_2_2 = ['remotes', 'replications'];

/** A version as people write it: without `v`, and once where a server of 2.0.9 to 2.1.1 says it twice. */
export function plainVersion(text: string | null | undefined): string {
  return (
    (text ?? '')
      .split(',')[0]
      ?.trim()
      .replace(/^v(?=\d)/, '') ?? ''
  );
}

/** The first two numbers of a version; undefined for builds that have none. */
export function numbersOf(version: string): { major: number; minor: number } | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

/** Is it 2.`minor` or later? A build without a number counts as the newest. */
export function isAtLeast(version: string, minor: number): boolean {
  const numbers = numbersOf(version);
  return !numbers || numbers.major > 2 || numbers.minor >= minor;
}

/** The types of a version, for servers that do not tell (before 2.0.9) or are not asked. */
export function typesOf(version: string): string[] {
  return [
    ...CORE_TYPES,
    ...(isAtLeast(version, 1) ? TYPES_OF_2_1 : []),
    ...(isAtLeast(version, 2) ? TYPES_OF_2_2 : []),
  ];
}
