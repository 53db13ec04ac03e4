import { SvelteMap } from 'svelte/reactivity';
import type { Grant } from '#domain/grant';
import type { NewToken } from '#domain/token';
import type { ActionChoice, BucketChoice, CreatableKind, OwnerChoice, RightsChoice, SingleRight } from './choice.ts';
import { choiceOf } from './choice.ts';

const NEITHER: ActionChoice = { read: false, write: false };

/** What stands in the create form: everything that a person typed or ticked, kept when the kind changes or a try fails. */
export class Draft implements RightsChoice {
  kind = $state<CreatableKind>('read-write');
  orgId = $state('');
  owner = $state<OwnerChoice>({ who: 'me' });
  description = $state('');
  status = $state<NewToken['status']>('active');
  readonly buckets = new BucketTicks();
  readonly types = new SvelteMap<string, ActionChoice>();
  /** Rights on one resource each, but buckets. */
  single = $state.raw<readonly SingleRight[]>([]);
  /** Rights of a cloned token that the form has no box for; they go along as they are. */
  extra = $state.raw<readonly Grant[]>([]);

  constructor(orgId: string) {
    this.orgId = orgId;
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
