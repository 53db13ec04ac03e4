import type { FailureFacts } from '#contract/failure';
import type { CaFile, Step } from '#contract/shapes';
import type { Answering, Server } from '#domain/server';

export type Looked =
  | { stage: 'idle' }
  | { stage: 'looking' }
  | { stage: 'answered'; answering: Answering }
  | { stage: 'failed'; failure: FailureFacts };

export type Tested =
  | { stage: 'idle' }
  | { stage: 'running'; steps: readonly Step[] }
  | { stage: 'ended'; steps: readonly Step[]; server: Server | null }
  | { stage: 'failed'; steps: readonly Step[]; failure: FailureFacts };

type FormField = 'name' | 'address' | 'environment' | 'note' | 'secret' | 'ca' | 'accountId' | 'clusterId';
export type FieldErrors = Partial<Record<FormField, string>>;

/** The certificate authority of a form: as saved, none, or a file just chosen. */
export type CaChoice = { is: 'kept'; subject: string | undefined } | { is: 'none' } | { is: 'chosen'; file: CaFile };

const FIELDS: Record<string, FormField> = {
  name: 'name',
  address: 'address',
  environment: 'environment',
  note: 'note',
  ca: 'ca',
  accountId: 'accountId',
  clusterId: 'clusterId',
  token: 'secret',
  secret: 'secret',
};

/** The field of the form that main means, by main's name for it. */
export function fieldNamed(name: string): FormField | undefined {
  return FIELDS[name.split('.').at(-1) ?? name];
}
