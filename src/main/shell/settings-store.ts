import path from 'node:path';
import Store from 'electron-store';
import type { ObjectStore } from '#main/ports';
import { closeStoreDoor } from './ipc.ts';

/**
 * Opens `folder/fileName` as one JSON object on disk, written whole and atomically, for its owner alone. Throws what
 * electron-store throws on broken JSON. It knows nothing of the shape: storage checks that.
 */
export function openStore(folder: string, fileName: string): ObjectStore {
  const extension = path.extname(fileName);
  const store = new Store<Record<string, unknown>>({
    cwd: folder,
    name: path.basename(fileName, extension),
    fileExtension: extension.slice(1),
    configFileMode: 0o600,
    clearInvalidConfig: false,
  });
  closeStoreDoor();
  return store;
}
