import fs from 'node:fs';
import { z } from 'zod';
import type { AppFacts } from '#contract/shapes';
import type { Notify } from '#main/storage/document';
import { codeOf } from '#main/storage/storage-failure';

/** What may stand in the machine-wide policy file. */
const Policy = z.strictObject({ version: z.literal(1), readOnly: z.boolean() });

/** Policies are a line or two; a larger file is none. */
const MAX_BYTES = 65_536;

/**
 * What forces read-only for the whole app: the switch it was started with, or the policy file. A policy file that is
 * there but cannot be understood forces it too, with a notice: the safest reading of an unknown wish.
 */
export function forcedReadOnly(policyFile: string, readOnlySwitch: boolean, notify: Notify): AppFacts['readOnly'] {
  const policy = policyIn(policyFile);
  if (policy === 'invalid') notify({ kind: 'policy-invalid', file: policyFile });
  if (policy === 'invalid' || policy === 'read-only') return 'policy';
  return readOnlySwitch ? 'switch' : 'no';
}

function policyIn(policyFile: string): 'none' | 'free' | 'read-only' | 'invalid' {
  try {
    if (fs.statSync(policyFile).size > MAX_BYTES) return 'invalid';
    const policy = Policy.safeParse(JSON.parse(fs.readFileSync(policyFile, 'utf8')));
    if (!policy.success) return 'invalid';
    return policy.data.readOnly ? 'read-only' : 'free';
  } catch (thrown) {
    return codeOf(thrown) === 'ENOENT' || codeOf(thrown) === 'ENOTDIR' ? 'none' : 'invalid';
  }
}
