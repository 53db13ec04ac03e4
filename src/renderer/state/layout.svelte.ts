import type { Settings } from '#contract/shapes';

type Layout = Settings['layout'];

/** Widths and columns of the window, kept by main a moment after they change. */
export class LayoutState {
  railWidth = $state(216);
  railCollapsed = $state(false);
  inspectorWidth = $state(320);
  columns: Layout['columns'] = $state.raw({});
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `keep` stores the layout for the next start; `afterMs` without a change. */
  constructor(
    private readonly keep: (layout: Layout) => Promise<unknown>,
    private readonly afterMs = 400,
  ) {}

  /** What was kept from an earlier run. */
  take(layout: Layout): void {
    this.railWidth = layout.railWidth;
    this.railCollapsed = layout.railCollapsed;
    this.inspectorWidth = layout.inspectorWidth;
    this.columns = layout.columns;
  }

  toggleRail(): void {
    this.railCollapsed = !this.railCollapsed;
    this.settle();
  }

  column(id: string, change: { width?: number; shown?: boolean }, shownAtFirst = true): void {
    const known = this.columns[id] ?? { shown: shownAtFirst };
    this.columns = { ...this.columns, [id]: { ...known, ...change } };
    this.settle();
  }

  /** Puts the columns back to what they were at first; those of the Tokens page, or of the table whose ids begin so. */
  resetColumns(start = ''): void {
    this.columns = Object.fromEntries(
      Object.entries(this.columns).filter(([id]) => (start === '' ? id.includes('.') : !id.startsWith(start))),
    );
    this.settle();
  }

  /** Something changed: keep it soon. */
  settle(): void {
    clearTimeout(this.#timer);
    const { railWidth, railCollapsed, inspectorWidth, columns } = this;
    // A layout that could not be kept is no reason to trouble anyone: it lasts for this run.
    this.#timer = setTimeout(
      () => void this.keep({ railWidth, railCollapsed, inspectorWidth, columns }).catch(() => undefined),
      this.afterMs,
    );
  }
}
