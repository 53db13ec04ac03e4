import { z } from 'zod';
import { ConnectionId } from '#domain/connection';
import { TokenFile } from '#domain/token-file';
import { local, localWithText } from './define.ts';
import { FoundSource, ImportChoice, ImportDone, ImportPreview } from './import-shapes.ts';
import { FileToSave } from './shapes.ts';

const on = z.strictObject({ connectionId: ConnectionId });
const onImport = z.strictObject({ importId: z.string().min(1).max(64) });
const passphrase = z.string().max(1000);
const managedProduct = z.enum(['dedicated', 'clustered']);

/** The methods of the contract that read files of this machine or write them, where the person says. */
export const fileMethods = {
  imports: {
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
  },
  exports: {
    /** Saves the connections where the person says, but those of samples; their tokens only sealed by a passphrase. */
    connections: local(
      z.strictObject({ passphrase: passphrase.optional() }),
      z.object({ saved: z.boolean(), connections: z.number(), tokens: z.number() }),
    ),
    /** A profile of influxctl without its token, to be shown and copied. */
    influxctl: local(on.extend({ product: managedProduct.optional() }), z.object({ text: z.string() })),
    /** The same saved as a file where the person says, with the token in clear text after a native question. */
    influxctlFile: local(
      on.extend({ product: managedProduct.optional(), withToken: z.boolean() }),
      z.object({ saved: z.boolean() }),
    ),
    /** A file from which a server takes a token when it starts, saved where the person says with a value made here. */
    tokenFile: local(
      on.extend({ wanted: TokenFile }),
      z.object({ saved: z.boolean(), revealId: z.string().min(1).max(64).optional() }),
    ),
  },
  files: {
    /** Saves what a page shows where the person says. */
    save: localWithText('text', FileToSave, z.object({ saved: z.boolean() })),
  },
} as const;
