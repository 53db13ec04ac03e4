import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Action, Grant } from '#domain/grant';
import type { NewToken } from '#domain/token';
import type { ActionChoice, BucketChoice, CreatableKind, OwnerChoice, RightsChoice, SingleRight } from './choice.ts';
import { choiceOf } from './choice.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** When a token may end, by a word; in seconds from its making. */
const SECONDS = { hour: HOUR, day: DAY, week: 7 * DAY, month: 30 * DAY, quarter: 90 * DAY, year: 365 * DAY } as const;
type Expiry = 'never' | 'date' | keyof typeof SECONDS;
export const EXPIRIES: readonly { value: Expiry; label: string }[] = [
  { value: 'never', label: 'Never' },
  { value: 'hour', label: 'In 1 hour' },
  { value: 'day', label: 'In 1 day' },
  { value: 'week', label: 'In 7 days' },
  { value: 'month', label: 'In 30 days' },
  { value: 'quarter', label: 'In 90 days' },
  { value: 'year', label: 'In 365 days' },
  { value: 'date', label: 'On a date' },
];

const NEITHER: ActionChoice = { read: false, write: false };

/**
 * What stands in the create form: everything that a person typed or ticked, kept when the kind changes or a try fails.
 */
export class Draft implements RightsChoice {
  kind = $state<CreatableKind>('read-write');
  orgId = $state('');
  owner = $state<OwnerChoice>({ who: 'me' });
  description = $state('');
  status = $state<NewToken['status']>('active');
  expiry = $state<Expiry>('never');
  /** As the field of the form has it: local time, without a zone. */
  expiryDate = $state('');
  readonly also = new SvelteSet<Action>();
  readonly system = new SvelteSet<string>();
  readonly buckets = new BucketTicks();
  readonly types = new SvelteMap<string, ActionChoice>();
  /** Rights on one resource each, but buckets. */
  single = $state.raw<readonly SingleRight[]>([]);
  /** Rights of a cloned token that the form has no box for; they go along as they are. */
  extra = $state.raw<readonly Grant[]>([]);

  constructor(orgId: string) {
    this.orgId = orgId;
  }

  /**
   * When the token ends, if it is made now (`now` and the answer in ms since 1970); undefined for never, NaN for no
   * date.
   */
  expiresAt(now: number): number | undefined {
    if (this.expiry === 'never') return undefined;
    return this.expiry === 'date' ? Date.parse(this.expiryDate) : now + SECONDS[this.expiry] * 1000;
  }

  /** The same length (ms) as another token has, give or take two minutes, where there is a word for it. */
  takeLife(length: number | undefined): void {
    const near = ({ value }: (typeof EXPIRIES)[number]) =>
      value !== 'never' && value !== 'date' && Math.abs(SECONDS[value] * 1000 - (length ?? 0)) <= 120_000;
    this.expiry = EXPIRIES.find(near)?.value ?? 'never';
  }

  toggleAlso(action: Action): void {
    if (!this.also.delete(action)) this.also.add(action);
  }

  toggleSystem(name: string): void {
    if (!this.system.delete(name)) this.system.add(name);
  }

  /** What is ticked for a type as a whole. */
  typeChoice(type: string): ActionChoice {
    return this.types.get(type) ?? NEITHER;
  }

  toggleType(type: string, action: keyof ActionChoice): void {
    const now = this.typeChoice(type);
    this.types.set(type, { ...now, [action]: !now[action] });
  }

  /** Another organization has other buckets and resources: what names the old ones is dropped, the rest stays. */
  moveTo(orgId: string): void {
    if (orgId === this.orgId) return;
    this.orgId = orgId;
    this.buckets.clearRows();
    this.single = [];
    this.extra = [];
  }

  /** Takes over rights that are meant for this draft's organization. */
  takeGrants(kind: CreatableKind, grants: readonly Grant[], userId: string | undefined): void {
    const choice = choiceOf(kind, grants, this.orgId, userId);
    this.kind = kind;
    this.buckets.take(choice.buckets);
    this.types.clear();
    for (const [type, actions] of choice.types) this.types.set(type, actions);
    this.single = choice.single;
    this.system.clear();
    for (const name of choice.system) this.system.add(name);
    this.extra = choice.extra;
  }
}

/** Which buckets are ticked to read and to write; `all` means all, also those that come later. */
export class BucketTicks implements BucketChoice {
  allRead = $state(false);
  allWrite = $state(false);
  // Replaced as a whole: a copy of 10,000 ids is quick, telling 10,000 changes one by one is not.
  read: ReadonlySet<string> = $state.raw(new Set());
  write: ReadonlySet<string> = $state.raw(new Set());

  toggleAll(action: keyof ActionChoice): void {
    if (action === 'read') this.allRead = !this.allRead;
    else this.allWrite = !this.allWrite;
  }

  toggle(action: keyof ActionChoice, bucketId: string): void {
    const ticked = new Set(this[action]);
    if (!ticked.delete(bucketId)) ticked.add(bucketId);
    this[action] = ticked;
  }

  clearRows(): void {
    this.read = new Set();
    this.write = new Set();
  }

  take(choice: BucketChoice): void {
    this.allRead = choice.allRead;
    this.allWrite = choice.allWrite;
    this.read = new Set(choice.read);
    this.write = new Set(choice.write);
  }
}
