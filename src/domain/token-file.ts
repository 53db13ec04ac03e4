import { z } from 'zod';
import { ALL, formatPermission, permission } from './permission3.ts';

/** A name as it stands between the colons and commas of a permission. */
const DatabaseName = z
  .string()
  .max(255)
  .regex(/^[^:,\s](?:[^:,]*[^:,\s])?$/);
const common = { name: z.string().min(1).max(255), expiresAt: z.number().int().optional() };

/**
 * A token that a server takes from a file when it starts: an admin's, or one for databases ('*' alone means all of
 * them). `expiresAt` in ms since 1970. `create`: the server makes the databases that it does not have.
 */
export const TokenFile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('admin'), ...common }),
  z.strictObject({
    kind: z.literal('database'),
    ...common,
    databases: z
      .array(DatabaseName)
      .min(1)
      .max(1000)
      .refine((names) => names.length === 1 || !names.includes(ALL)),
    actions: z.array(z.enum(['read', 'write'])).min(1),
    create: z.boolean(),
  }),
]);
export type TokenFile = z.infer<typeof TokenFile>;

/** The switch of the server that names such a file, as its start command has it (InfluxDB 3: `serve.rs`, since 3.4). */
export function tokenFileSwitch(kind: TokenFile['kind'], file: string): string {
  return `${kind === 'admin' ? '--admin-token-file' : '--permission-tokens-file'} ${file}`;
}

/** What such a file is called if a person says nothing else. */
export function tokenFileName(kind: TokenFile['kind']): string {
  return kind === 'admin' ? 'admin-token.json' : 'permission-tokens.json';
}

/**
 * The text of a token file. A server that is to read it wants the whole value, and times as ms since 1970. An admin's
 * file holds one token; the other one a list, to which more can be added by hand.
 */
export function tokenFileText(file: TokenFile, value: string): string {
  const { name, expiresAt } = file;
  const token = { token: value, name, ...(expiresAt !== undefined && { expiry_millis: expiresAt }) };
  if (file.kind === 'admin') return text(token);
  const { databases, actions, create } = file;
  const made = create && !databases.includes(ALL) ? databases : [];
  const permissions = [formatPermission(permission('db', databases, actions))];
  return text({ create_databases: made, tokens: [{ ...token, permissions }] });
}

function text(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
