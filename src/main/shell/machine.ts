import { lstat } from 'node:fs/promises';
import os from 'node:os';
import type { Machine } from '#main/ports';
import { readChosenFile } from './private-file.ts';

/** This machine, with the variables that the app was started with. */
export function nativeMachine(): Machine {
  return {
    homedir: os.homedir(),
    platform: process.platform,
    env: { ...process.env },
    // SECURITY: as when it is read, a link or a device is none.
    exists: (file) =>
      lstat(file).then(
        (facts) => facts.isFile(),
        () => false,
      ),
    read: readChosenFile,
  };
}
