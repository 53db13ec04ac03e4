import type { ConnectionForm } from './connection-form.svelte.ts';
import type { FieldErrors, Looked } from './form-types.ts';
import { clusterIdProblem } from '#domain/console-address';
import { type CredentialText, cleanCredential } from '#domain/credential-text';

type Entered = Pick<
  ConnectionForm,
  'name' | 'address' | 'parsed' | 'inConsole' | 'accountId' | 'clusterId' | 'credential' | 'environment' | 'note'
>;

/** Has the server that answered no user and no token yet? */
export function isNotSetUp(looked: Looked): boolean {
  return looked.stage === 'answered' && looked.answering.readiness === 'not-set-up';
}

/** The typed token as it will be used; undefined when there is none, or when its field is not shown. */
export function credentialOf({
  secret,
  notSetUp,
  product,
}: Pick<ConnectionForm, 'secret' | 'notSetUp' | 'product'>): CredentialText | undefined {
  return secret === '' || notSetUp ? undefined : cleanCredential(secret, product);
}

/** What is wrong with what stands in the connect dialog, by field, in words. */
export function errorsIn(form: Entered): FieldErrors {
  const errors: FieldErrors = {};
  if (form.address.trim() === '') errors.address = 'Enter the address of the server.';
  else if ('problem' in form.parsed) errors.address = form.parsed.words;
  if (form.inConsole) {
    const account = clusterIdProblem(form.accountId, 'account');
    const cluster = clusterIdProblem(form.clusterId, 'cluster');
    if (account !== undefined) errors.accountId = account;
    if (cluster !== undefined) errors.clusterId = cluster;
  }
  if (form.credential && 'problem' in form.credential) errors.secret = form.credential.problem;
  if (form.environment.trim() === '') errors.environment = 'Choose an environment, or name one of your own.';
  if (form.name.length > 200) errors.name = 'A name can have 200 characters at most.';
  if (form.note.length > 5000) errors.note = 'A note can have 5,000 characters at most.';
  return errors;
}

/** The address that is meant, where it is not what was typed: without its scheme, or a page of the server. */
export function meantAddress(typed: string, parsed: Entered['parsed']): string | undefined {
  if (!('address' in parsed)) return undefined;
  const plain = typed.trim().replace(/\/+$/u, '').toLowerCase();
  return plain === parsed.address.toLowerCase() ? undefined : parsed.address;
}
