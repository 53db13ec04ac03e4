import { extname } from 'node:path';
import Conf from 'conf';
import type { ObjectStore } from '#main/ports';

/** Opens stores of a folder as the app does, by the class beneath electron-store. */
export function storesIn(folder: string): (fileName: string) => ObjectStore {
  return (fileName) => {
    const extension = extname(fileName);
    return new Conf({
      cwd: folder,
      configName: fileName.slice(0, -extension.length),
      fileExtension: extension.slice(1),
      configFileMode: 0o600,
      clearInvalidConfig: false,
    });
  };
}
