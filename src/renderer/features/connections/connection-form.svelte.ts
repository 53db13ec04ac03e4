import { type CaChoice, type FieldErrors, fieldNamed, type Looked, type Tested } from './form-types.ts';
import { credentialOf, errorsIn, isNotSetUp, meantAddress } from './form-check.ts';
import type { Api } from '#api/client';
import { explain } from '#contract/explain';
import { type FailureFacts, factsOf } from '#contract/failure';
import type { Step } from '#contract/shapes';
import { parseAddress } from '#domain/address';
import type { Colour, Connection, ConnectionDraft } from '#domain/connection';
import { clusterInConsole, CONSOLE, consoleAddress } from '#domain/console-address';

/** What stands in the connect dialog, and what was found out with it. Nothing is saved before `save`. */
export class ConnectionForm {
  name = $state('');
  address = $state('');
  environment = $state('development');
  colour = $state<Colour | undefined>(undefined);
  note = $state('');
  /** SECURITY: the typed token; emptied as soon as it was handed to main, and never kept anywhere else. */
  secret = $state('');
  ca = $state.raw<CaChoice>({ is: 'none' });
  looked = $state.raw<Looked>({ stage: 'idle' });
  tested = $state.raw<Tested>({ stage: 'idle' });
  errors = $state.raw<FieldErrors>({});
  saving = $state(false);
  saveFailure = $state.raw<FailureFacts | undefined>(undefined);

  readonly #api: Api;
  readonly #edited: Connection | undefined;
  #lookedFor: string | undefined;
  #testing: AbortController | undefined;

  constructor(api: Api, edited?: Connection) {
    this.#api = api;
    this.#edited = edited;
    if (!edited) return;
    this.name = edited.name;
    this.address = edited.address;
    this.environment = edited.environment;
    this.colour = edited.colour;
    this.note = edited.note;
    this.accountId = edited.accountId ?? '';
    this.clusterId = edited.clusterId ?? '';
    this.takeIds();
    this.ca = edited.caSubject ? { is: 'kept', subject: edited.caSubject } : { is: 'none' };
  }

  /** The ids of a cluster, where the address is that of the console, which knows many. */
  accountId = $state('');
  clusterId = $state('');

  readonly #written = $derived(parseAddress(this.address));
  /** Whether the address is the console's, so that a cluster must be named too. */
  readonly inConsole = $derived('address' in this.#written && clusterInConsole(this.#written.address) !== undefined);
  readonly parsed = $derived(this.inConsole ? parseAddress(consoleAddress(this)) : this.#written);
  /** What answered at the address, empty while that is not known. */
  readonly product = $derived(this.looked.stage === 'answered' ? this.looked.answering.product : '');
  /** A new server that is not set up has no token yet, and is asked for none. */
  readonly notSetUp = $derived.by(() => !this.#edited && isNotSetUp(this.looked));
  readonly credential = $derived(credentialOf(this));
  /** The address that is meant, where it is not what was typed: without scheme, or a page of the server. */
  readonly meant = $derived(this.inConsole ? undefined : meantAddress(this.address, this.parsed));

  /** True when the saved token belongs to another origin than the one in the form: then it is not sent there. */
  readonly originChanged = $derived.by(() => {
    if (!this.#edited || 'problem' in this.parsed) return false;
    const before = parseAddress(this.#edited.address);
    return 'problem' in before || before.origin !== this.parsed.origin;
  });

  /** A name for a server that nobody named yet: its host. */
  readonly suggestedName = $derived('problem' in this.parsed ? '' : new URL(this.parsed.origin).hostname);

  /** Asks who answers at the address; the answer of an address that was changed meanwhile is dropped. */
  async look(): Promise<void> {
    this.takeIds();
    if ('problem' in this.parsed) {
      if (this.address.trim() !== '') this.errors = { ...this.errors, address: this.parsed.words };
      return;
    }
    if (this.inConsole && this.parsed.address === CONSOLE) return;
    const { address } = this.parsed;
    const asked = `${address} ${this.ca.is === 'chosen' ? this.ca.file.fingerprint : this.ca.is}`;
    if (asked === this.#lookedFor) return;
    this.errors = { ...this.errors, address: undefined };
    this.#lookedFor = asked;
    this.looked = { stage: 'looking' };
    const looked = await this.#api.connections
      .look({ connectionId: this.#edited?.id, address, ...this.#caOfDraft() })
      .then((answering): Looked => ({ stage: 'answered', answering }))
      .catch((thrown: unknown): Looked => ({ stage: 'failed', failure: factsOf(thrown) }));
    if (this.#lookedFor === asked) this.looked = looked;
  }

  /** Takes the ids of an address of the console into their fields. */
  takeIds(): void {
    const ids = 'address' in this.#written ? clusterInConsole(this.#written.address) : undefined;
    if (!ids?.accountId || !ids.clusterId) return;
    this.address = CONSOLE;
    this.accountId = ids.accountId;
    this.clusterId = ids.clusterId;
  }

  /** Forgets what was found at an address that is being changed. */
  addressChanged(): void {
    this.#lookedFor = undefined;
    this.looked = { stage: 'idle' };
    this.errors = { ...this.errors, address: undefined, accountId: undefined, clusterId: undefined };
  }

  async chooseCa(): Promise<void> {
    try {
      const file = await this.#api.connections.chooseCa();
      if (file) this.ca = { is: 'chosen', file };
      this.errors = { ...this.errors, ca: undefined };
    } catch (thrown) {
      this.#placeFailure(factsOf(thrown));
    }
  }

  async test(): Promise<void> {
    if (!this.#check()) return;
    this.#testing?.abort();
    const testing = new AbortController();
    this.#testing = testing;
    const steps: Step[] = [];
    this.tested = { stage: 'running', steps: [] };
    const report = (step: Step): void => {
      steps.push(step);
      if (!testing.signal.aborted) this.tested = { stage: 'running', steps: [...steps] };
    };
    const input = { connectionId: this.#edited?.id, draft: this.#draft(), ...this.#secretInput() };
    try {
      const server = await this.#api.connections.test(input, report, testing.signal);
      if (!testing.signal.aborted) this.tested = { stage: 'ended', steps, server };
    } catch (thrown) {
      if (!testing.signal.aborted) this.tested = { stage: 'failed', steps, failure: factsOf(thrown) };
    }
  }

  stopTest(): void {
    this.#testing?.abort();
    if (this.tested.stage === 'running') this.tested = { stage: 'idle' };
  }

  /** Saves what stands in the form, tested or not; undefined when it could not, with the reason in place. */
  async save(): Promise<Connection | undefined> {
    if (this.saving || !this.#check()) return undefined;
    this.saving = true;
    this.saveFailure = undefined;
    try {
      const input = { draft: this.#draft(), ...this.#secretInput() };
      const saved = this.#edited
        ? await this.#api.connections.update({ connectionId: this.#edited.id, ...input })
        : await this.#api.connections.add(input);
      this.secret = '';
      return saved;
    } catch (thrown) {
      this.#placeFailure(factsOf(thrown));
      return undefined;
    } finally {
      this.saving = false;
    }
  }

  #check(): boolean {
    this.errors = errorsIn(this);
    return Object.keys(this.errors).length === 0;
  }

  #placeFailure(failure: FailureFacts): void {
    const field = failure.kind === 'invalid' ? fieldNamed(failure.field) : undefined;
    if (field) {
      this.errors = { ...this.errors, [field]: explain(failure).detail };
      return;
    }
    if (failure.kind !== 'declined') this.saveFailure = failure;
  }

  #draft(): ConnectionDraft {
    return {
      name: this.name.trim() || this.suggestedName,
      address: 'problem' in this.parsed ? this.address : this.parsed.address,
      environment: this.environment.trim(),
      colour: this.colour,
      note: this.note,
      ...(this.inConsole && { accountId: this.accountId, clusterId: this.clusterId }),
      ...this.#caOfDraft(),
    };
  }

  #caOfDraft(): { ca?: string | null } {
    if (this.ca.is === 'kept') return {};
    return { ca: this.ca.is === 'chosen' ? this.ca.file.pem : null };
  }

  #secretInput(): { secret?: string } {
    return this.credential && 'token' in this.credential ? { secret: this.credential.token } : {};
  }
}
