import { z } from 'zod';
import { local } from './define.ts';
import { FoundSource, ImportChoice, ImportDone, ImportPreview } from './import-shapes.ts';

const onImport = z.strictObject({ importId: z.string().min(1).max(64) });

/** What seals an export, and opens it again. */
export const passphrase = z.string().max(1000);

/** What other tools keep, and how it becomes connections. */
export const importMethods = {
  /** What other tools keep on this machine; nothing of it is read. */
  found: local(z.void(), z.array(FoundSource)),
  /** Reads a source that was found, or a file that the person chooses; null when they chose none. */
  open: local(z.strictObject({ foundId: z.string().max(64).optional() }), ImportPreview.nullable()),
  unseal: local(onImport.extend({ passphrase }), ImportPreview),
  /** Saves the chosen rows one by one. `environment` is for those that name none. */
  apply: local(
    onImport.extend({ choices: z.array(ImportChoice).max(500), environment: z.string().min(1).max(60) }),
    z.array(ImportDone),
  ),
  close: local(onImport, z.void()),
} as const;
