import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ObjectStore } from '#main/ports';

/**
 * The file `window.json` of the folder, where the window's place is kept; it can be done without, so that a missing or
 * broken one reads as empty. Writing throws what the disk says. It needs nothing that would have to be loaded before
 * the window is made.
 */
export function placeFile(folder: string): ObjectStore {
  const file = path.join(folder, 'window.json');
  return {
    path: file,
    get store() {
      return stored(file);
    },
    set store(place) {
      writeFileSync(file, JSON.stringify(place), { mode: 0o600 });
    },
  };
}

function stored(file: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof read === 'object' && read !== null ? { ...read } : {};
  } catch {
    return {};
  }
}
