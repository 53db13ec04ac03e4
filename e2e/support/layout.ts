import type { Page } from '@playwright/test';

/**
 * What does not fit: the page itself being wider than its window, and controls that something cuts off where nothing
 * scrolls to them.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth, scrollHeight } = document.documentElement;
    if (scrollWidth > innerWidth) faults.push(`the page is ${scrollWidth} px wide in ${innerWidth}`);
    if (scrollHeight > innerHeight) faults.push(`the page is ${scrollHeight} px high in ${innerHeight}`);

    const says = (element: Element): string =>
      `${element.tagName.toLowerCase()} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)}”`;
    const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
    const cut = (element: Element): string | undefined => {
      const box = element.getBoundingClientRect();
      const through = { x: false, y: false };
      for (let at = element.parentElement; at; at = at.parentElement) {
        const { overflowX, overflowY, position } = getComputedStyle(at);
        through.x ||= scrolls(overflowX);
        through.y ||= scrolls(overflowY);
        const by = at.getBoundingClientRect();
        if (!through.x && overflowX !== 'visible' && (box.left < by.left - 1 || box.right > by.right + 1))
          return says(at);
        if (!through.y && overflowY !== 'visible' && (box.top < by.top - 1 || box.bottom > by.bottom + 1))
          return says(at);
        if (position === 'fixed') break;
      }
      const outX = !through.x && (box.left < -1 || box.right > innerWidth + 1);
      const outY = !through.y && (box.top < -1 || box.bottom > innerHeight + 1);
      return outX || outY ? 'the window' : undefined;
    };
    for (const element of document.querySelectorAll('button, input, textarea, [role="tab"], [role="combobox"]')) {
      const { width, height } = element.getBoundingClientRect();
      if (width < 2 || height < 2 || !element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest('[data-sonner-toast]')) continue;
      const by = cut(element);
      if (by !== undefined) faults.push(`${says(element)} is cut off by ${by}`);
    }
    return faults;
  });
}
