import { z } from 'zod';
import { ConnectionId } from '#domain/connection';
import { DifferentField, ImportedProduct, ImportSource } from '#domain/import';
import { FailureFacts } from './failure.ts';

/**
 * A file of another tool that is there and has not been read; without `file`, the variables that the app was started
 * with.
 */
export const FoundSource = z.object({ id: z.string(), source: ImportSource, file: z.string().optional() });
export type FoundSource = z.infer<typeof FoundSource>;

/**
 * A server that a source names: its token stays in main. `standing`: nothing saved leads there, the saved
 * `connectionId` says the same, or `fields` of it would change. `line` counts from 1; `caSubject` names a CA that the
 * source holds.
 */
export const ImportRow = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  product: ImportedProduct.optional(),
  hasToken: z.boolean(),
  plainHttp: z.boolean(),
  environment: z.string().optional(),
  note: z.string().optional(),
  caPath: z.string().optional(),
  caSubject: z.string().optional(),
  line: z.number().optional(),
  standing: z.enum(['new', 'same', 'different']),
  connectionId: ConnectionId.optional(),
  fields: z.array(DifferentField),
});
export type ImportRow = z.infer<typeof ImportRow>;

/** What stands in a source, before anything is stored. `sealed`: its tokens wait for a passphrase. */
export const ImportPreview = z.object({
  importId: z.string(),
  source: ImportSource,
  file: z.string().optional(),
  sealed: z.boolean(),
  rows: z.array(ImportRow),
  problems: z.array(z.object({ line: z.number().optional(), words: z.string() })),
});
export type ImportPreview = z.infer<typeof ImportPreview>;

/** What to do with a row: save it as a connection of its own, or change the one that it leads to. */
export const ImportChoice = z.strictObject({ id: z.string().max(64), action: z.enum(['add', 'update']) });
export type ImportChoice = z.infer<typeof ImportChoice>;

/** What became of a row. */
export const ImportDone = z.object({
  id: z.string(),
  done: z.enum(['added', 'updated', 'failed']),
  connectionId: ConnectionId.optional(),
  failure: FailureFacts.optional(),
});
export type ImportDone = z.infer<typeof ImportDone>;
