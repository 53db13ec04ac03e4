/** electron-builder calls this when the app's folder stands and before it is signed. */
import fs from 'node:fs';
import path from 'node:path';
import { fuseFile, RELEASE_FUSES, writeFuses } from './lib/fuses.mjs';

/** Where a platform's Electron keeps its resources. */
function resourcesFolder({ appOutDir, electronPlatformName, packager }) {
  if (electronPlatformName !== 'darwin') return path.join(appOutDir, 'resources');
  return path.join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources');
}

export default function afterPack(context) {
  const { appOutDir, electronPlatformName, packager } = context;
  const { productFilename } = packager.appInfo;
  writeFuses(fuseFile(appOutDir, electronPlatformName, productFilename, packager.executableName), RELEASE_FUSES);
  // electron-builder leaves it in place when it is given a ready Electron folder.
  fs.rmSync(path.join(resourcesFolder(context), 'default_app.asar'), { force: true });
}
