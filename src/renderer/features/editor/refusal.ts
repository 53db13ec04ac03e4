import { explain } from '#contract/explain';
import type { FailureFacts } from '#contract/failure';

export type FormPart = 'organization' | 'owner' | 'new-user' | 'description' | 'status' | 'grants' | 'expiry';

/** The part of the form that a failure is about; undefined when it is about none. */
export function partOf(failure: FailureFacts): FormPart | undefined {
  switch (failure.kind) {
    case 'server-refused':
      return failure.field === undefined ? undefined : partNamed(failure.field);
    case 'invalid':
      return partNamed(failure.field);
    case 'may-not-grant':
      return 'grants';
    case 'gone':
      if (failure.what === 'organization') return 'organization';
      return failure.what === 'user' ? 'owner' : undefined;
    default:
      return undefined;
  }
}

/** What stands beside the marked part of the form. */
export function partWords(failure: FailureFacts): string {
  const { title, detail } = explain(failure, { action: 'create the token' });
  return detail ? `${title}. ${detail}`.replace('..', '.') : title;
}

const PARTS: Record<string, FormPart> = {
  organization: 'organization',
  orgId: 'organization',
  owner: 'owner',
  ownerId: 'owner',
  user: 'owner',
  name: 'new-user',
  description: 'description',
  status: 'status',
  grants: 'grants',
  permissions: 'grants',
  expiresAt: 'expiry',
  expiry: 'expiry',
};

function partNamed(field: string): FormPart | undefined {
  return PARTS[field.split('.').at(-1) ?? field];
}
