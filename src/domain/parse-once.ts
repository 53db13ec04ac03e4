/**
 * How a schema parses that sees few values: as it is. By itself zod writes and compiles a function for each object
 * first, which pays for lists.
 */
export const ONCE = { jitless: true } as const;
