/** A shortcut as this system writes it: "Ctrl+F", "⌘F". */
export function shortcut(key: string): string {
  return navigator.userAgent.includes('Mac') ? `⌘${key}` : `Ctrl+${key}`;
}
