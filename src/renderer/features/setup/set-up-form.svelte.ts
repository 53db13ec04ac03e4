import type { Retention } from './retention.ts';
import type { Api } from '#api/client';
import { explain } from '#contract/explain';
import { type FailureFacts, factsOf } from '#contract/failure';
import type { ConnectionId } from '#domain/connection';
import type { Organization } from '#domain/resource';

type SetUpField = 'username' | 'password' | 'organization' | 'bucket';
type Errors = Partial<Record<SetUpField, string>>;

/**
 * What stands in the form of a first-run set-up. A failed try keeps all of it but, once handed over, nothing of the
 * password after success.
 */
export class SetUpForm {
  username = $state('');
  /** SECURITY: emptied as soon as the server has it. */
  password = $state('');
  organization = $state('');
  bucket = $state('');
  retention = $state<Retention>('0');
  errors = $state.raw<Errors>({});
  failure = $state.raw<FailureFacts | undefined>();
  working = $state(false);

  constructor(
    private readonly api: Api,
    private readonly connectionId: ConnectionId,
  ) {}

  /** Sets the server up; undefined when it did not go through, with the reason in place. */
  async send(): Promise<{ organization: Organization; revealId: string } | undefined> {
    if (this.working || !this.#check()) return undefined;
    this.working = true;
    this.failure = undefined;
    try {
      const done = await this.api.server.setUp({ connectionId: this.connectionId, input: this.#input() });
      this.password = '';
      return done;
    } catch (thrown) {
      this.#place(factsOf(thrown));
      return undefined;
    } finally {
      this.working = false;
    }
  }

  #input() {
    const { username, password, organization, bucket, retention } = this;
    return {
      username: username.trim(),
      password,
      organization: organization.trim(),
      bucket: bucket.trim(),
      retention: Number(retention),
    };
  }

  #check(): boolean {
    const { username, organization, bucket } = this.#input();
    const errors: Errors = {
      ...(username === '' && { username: 'Name the first user.' }),
      ...passwordError(this.password),
      ...(organization === '' && { organization: 'Name the first organization.' }),
      ...bucketError(bucket),
    };
    this.errors = errors;
    return Object.keys(errors).length === 0;
  }

  #place(failure: FailureFacts): void {
    const field =
      failure.kind === 'server-refused' || failure.kind === 'invalid' ? failure.field?.split('.').at(-1) : undefined;
    if (isField(field)) this.errors = { [field]: explain(failure).detail };
    else this.failure = failure;
  }
}

/** InfluxDB OSS 2.7.6 and later take 8 to 72 bytes, before that at least 8 (`kit/platform/errors`). */
function passwordError(password: string): Errors {
  const bytes = new TextEncoder().encode(password).length;
  if (bytes < 8) return { password: 'A password has at least 8 characters.' };
  return bytes > 72
    ? { password: 'A password has 72 bytes at most; letters beyond plain ASCII count more than once.' }
    : {};
}

/**
 * Bucket names of InfluxDB OSS 2.x do not begin with an underscore and hold no double quote
 * (`tenant/service_bucket.go`).
 */
function bucketError(bucket: string): Errors {
  if (bucket === '') return { bucket: 'Name the first bucket.' };
  return bucket.startsWith('_') || bucket.includes('"')
    ? { bucket: 'A bucket name does not begin with an underscore and holds no double quote.' }
    : {};
}

function isField(field: string | undefined): field is SetUpField {
  return field === 'username' || field === 'password' || field === 'organization' || field === 'bucket';
}
