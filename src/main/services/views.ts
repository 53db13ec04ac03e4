import { z } from 'zod';
import { Failure } from '#contract/failure';
import { Place, SavedView } from '#contract/view-shapes';
import { compareText } from '#domain/compare-text';
import type { Ports } from '#main/ports';
import type { Redactor } from '#main/redact';
import { Document, type Notify } from '#main/storage/document';

const Stored = z.object({ views: z.array(SavedView), place: Place.nullable() });
type Stored = z.infer<typeof Stored>;

/** So many views are more than a person names by hand. */
const MOST = 200;

/** The views that a person named, and where they were last. What looks like a secret in a search is not stored. */
export class Views {
  readonly #document: Document<Stored>;
  readonly #redactor: Redactor;

  constructor(ports: Pick<Ports, 'clock' | 'folder' | 'openStore'>, redactor: Redactor, notify: Notify) {
    const initial = { views: [], place: null };
    this.#document = new Document(
      { file: 'views.json', version: 1, content: Stored, initial, migrations: {} },
      ports,
      notify,
    );
    this.#redactor = redactor;
  }

  list(): SavedView[] {
    return this.#document.value.views;
  }

  /**
   * Puts a view in the place of the one of its name, or among the others. Failure 'bad-request' when there are too
   * many.
   */
  save(view: SavedView): SavedView[] {
    const others = this.list().filter(({ name }) => name !== view.name);
    if (others.length >= MOST) throw new Failure({ kind: 'bad-request', where: 'name' });
    this.#put({ views: [...others, this.#clean(view)].sort((a, b) => compareText(a.name, b.name)) });
    return this.list();
  }

  remove(name: string): SavedView[] {
    this.#put({ views: this.list().filter((view) => view.name !== name) });
    return this.list();
  }

  place(): Place | null {
    return this.#document.value.place;
  }

  /** What was searched for is forgotten with the place before: no copy of it stays. */
  setPlace(place: Place): void {
    this.#put({ place: { ...this.#clean(place), lists: this.#cleanLists(place.lists) } });
  }

  /** Forgets how the list of a server was left. */
  forget(connectionId: string): void {
    const place = this.place();
    if (!place?.lists || !Object.hasOwn(place.lists, connectionId)) return;
    const { [connectionId]: _left, ...lists } = place.lists;
    this.#put({ place: { ...place, lists } });
  }

  #put(change: Partial<Stored>): void {
    this.#document.writeWithoutTrace({ ...this.#document.value, ...change });
  }

  #cleanLists(lists: Place['lists']): Place['lists'] {
    return lists && Object.fromEntries(Object.entries(lists).map(([id, list]) => [id, this.#clean(list)]));
  }

  #clean<T extends { text: string }>(view: T): T {
    return { ...view, text: this.#redactor.clean(view.text) };
  }
}
