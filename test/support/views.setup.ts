import '@testing-library/jest-dom/vitest';

/** What the views ask of a browser and jsdom does not have. */
class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

globalThis.ResizeObserver = NoObserver;
globalThis.matchMedia = (media: string): MediaQueryList =>
  Object.assign(new EventTarget(), {
    media,
    matches: false,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });
Element.prototype.scrollIntoView = () => undefined;

// A floating layer hides while its owner is out of sight, and without layout everything is: one place in sight for all.
const PLACE = { x: 100, y: 100, left: 100, top: 100, right: 180, bottom: 120, width: 80, height: 20 };
const place = (): DOMRect => ({ ...PLACE, toJSON: () => PLACE });
Element.prototype.getBoundingClientRect = place;
Element.prototype.getClientRects = (): DOMRectList => Object.assign([place()], { item: place });
Object.defineProperty(document.documentElement, 'clientWidth', { value: 1024 });
Object.defineProperty(document.documentElement, 'clientHeight', { value: 768 });

// In the app these are loaded when the first one opens, for which no test of a view should have to wait.
await Promise.all([import('#ui/ContextMenuLayer.svelte'), import('#ui/PopoverLayer.svelte')]);
