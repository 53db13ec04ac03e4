import type { ListView } from '#contract/view-shapes';
import type { Connection, ConnectionId } from '#domain/connection';
import { FLEET_FILTERS, type FleetFilter, type FleetFilters } from '#domain/fleet-row';
import { Selection } from './selection.svelte.ts';
import type { TokenLists } from './token-list.svelte.ts';

/** How many servers are read at once. */
const AT_ONCE = 6;
/** How many may be under way with those that are slow. Each takes up to three calls; main has 32 at once under way. */
const MOST_UNDER_WAY = 10;
/** Who has told nothing for so long, in ms, is waited for no more by those behind it; its own reading goes on. */
const SLOW_MS = 2000;
/** Main takes only so many calls a second from a page: beyond the first ones, one server begins in so many ms. */
const BURST = 40;
const PACE_MS = 60;

interface FleetSort {
  column: string;
  direction: 'ascending' | 'descending';
}

/** How the list over all servers was left, and the reading of them all. */
export class Fleet {
  text = $state('');
  filters: FleetFilters = $state.raw({});
  sort: FleetSort = $state.raw({ column: 'server', direction: 'ascending' });
  /** Whether revoked tokens are shown beside the others. */
  showRevoked = $state(false);
  selected: string | undefined = $state();
  /** The tokens that are marked, so that something can be done with all of them. */
  readonly marked = new Selection();
  scrollTop = $state(0);
  panelOpen = $state(false);
  /** The servers that wait for their turn. */
  waiting: ReadonlySet<ConnectionId> = $state.raw(new Set());
  #awaited = 0;
  #underWay = 0;
  #begun = 0;
  #next: ReturnType<typeof setTimeout> | undefined;
  /** Those that were waited for long enough, and whose reading goes on. */
  #slow: readonly ConnectionId[] = [];
  /** Those that told nothing while others waited: their turn is when all others had one. */
  readonly #late = new Set<ConnectionId>();
  /** The one of those that is being stopped. */
  #stopping: ConnectionId | undefined;

  /** `connect` asks a server what it is, until `disconnect`; it never fails. */
  constructor(
    private readonly lists: TokenLists,
    private readonly connect: (id: ConnectionId) => Promise<void>,
    private readonly disconnect: (id: ConnectionId) => void,
  ) {}

  filter(name: FleetFilter, value: string | undefined): void {
    this.filters = { ...this.filters, [name]: value };
    this.scrollTop = 0;
  }

  clear(): void {
    this.text = '';
    this.filters = {};
    this.scrollTop = 0;
  }

  /** What is asked for now, as it can be kept. */
  get asked(): ListView {
    const filters: FleetFilters = {};
    for (const name of FLEET_FILTERS) if (this.filters[name] !== undefined) filters[name] = this.filters[name];
    return { text: this.text.slice(0, 2000), filters, sort: this.sort, revoked: this.showRevoked };
  }

  /** Asks for what was kept. */
  take({ text, filters, sort, revoked = false }: ListView): void {
    this.text = text;
    this.filters = filters;
    this.sort = sort;
    this.showRevoked = revoked;
    this.scrollTop = 0;
  }

  /** Reads those of these servers that were not read in this run; with `again`, all of them. */
  read(connections: readonly Connection[], again = false): void {
    const wanted = connections.filter(({ id, credential }) => {
      const { stage } = this.lists.of(id);
      return mayBeRead(credential) && (stage === 'idle' || (again && stage !== 'loading' && stage !== 'refreshing'));
    });
    this.waiting = new Set([...this.waiting, ...wanted.map(({ id }) => id)]);
    this.#fill();
  }

  #fill(): void {
    clearTimeout(this.#next);
    const id = [...this.waiting].find((one) => !this.#late.has(one)) ?? [...this.waiting][0];
    if (id === undefined || this.#awaited >= AT_ONCE) return;
    if (this.#underWay >= MOST_UNDER_WAY) {
      if (!this.#late.has(id)) this.#makeRoom();
      return;
    }
    this.waiting = new Set([...this.waiting].filter((one) => one !== id));
    void this.#readOne(id);
    this.#next = setTimeout(() => this.#fill(), ++this.#begun > BURST ? PACE_MS : 0);
  }

  /** Stops one that has told nothing at all, so that those that were not asked yet have their turn. */
  #makeRoom(): void {
    const silent = this.#slow.find((id) => this.lists.of(id).arrived === 0 && !this.#late.has(id));
    if (silent === undefined || this.#stopping !== undefined) return;
    this.#late.add(silent);
    this.#stopping = silent;
    this.disconnect(silent);
    this.lists.of(silent).cancel();
  }

  async #readOne(id: ConnectionId): Promise<void> {
    this.#awaited++;
    this.#underWay++;
    let slow: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => {
      slow = setTimeout(() => {
        this.#slow = [...this.#slow, id];
        resolve();
      }, SLOW_MS);
    });
    const reading = Promise.all([this.connect(id), this.lists.of(id).read()]).then(() => this.#hasRead(id));
    await Promise.race([reading, patience]);
    clearTimeout(slow);
    this.#awaited--;
    this.#fill();
  }

  /** Who was stopped, or turned away by main alone since too much was asked of it, is asked again. */
  #hasRead(id: ConnectionId): void {
    const wasStopped = this.#stopping === id;
    if (wasStopped) this.#stopping = undefined;
    this.#slow = this.#slow.filter((one) => one !== id);
    this.#underWay--;
    if (wasStopped || this.lists.of(id).failure?.kind === 'too-many-calls')
      this.waiting = new Set([...this.waiting, id]);
    else this.#late.delete(id);
    this.#fill();
  }
}

/** Whether there is a token to read with, that can be had now. */
export function mayBeRead(credential: Connection['credential']): boolean {
  return credential === 'sealed' || credential === 'this-run';
}
