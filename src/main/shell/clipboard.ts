import { Blob } from 'node:buffer';
import type * as electron from 'electron';

type Content = ConstructorParameters<typeof electron.ClipboardItem>[0];

/** The clipboard as both runtimes have it: `ClipboardItem` came with Electron 44. */
export interface ClipboardApi {
  clipboard: Pick<electron.Clipboard, 'writeText' | 'write'>;
  ClipboardItem?: typeof electron.ClipboardItem;
}

// What programs that record the clipboard look for, by system. Windows wants a DWORD 0 for "may not".
const ZERO = new Blob([new Uint8Array(4)]);
const MARKS: Partial<Record<NodeJS.Platform, Content>> = {
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: ZERO,
    CanIncludeInClipboardHistory: ZERO,
    CanUploadToCloudClipboard: ZERO,
  },
  darwin: { 'org.nspasteboard.ConcealedType': 'secret' },
  linux: { 'x-kde-passwordManagerHint': 'secret' },
};

/**
 * Writes text to the clipboard; a secret with the system's marks that keep it out of histories and clouds, where the
 * runtime can write them. The text matters more than its marks: if they are refused, it is written without.
 */
export async function writeClipboard(
  api: ClipboardApi,
  text: string,
  { secret, platform }: { secret: boolean; platform: NodeJS.Platform },
): Promise<void> {
  if (secret && (await writeMarked(api, text, platform))) return;
  await api.clipboard.writeText(text);
}

async function writeMarked(
  { clipboard, ClipboardItem }: ClipboardApi,
  text: string,
  platform: NodeJS.Platform,
): Promise<boolean> {
  if (ClipboardItem === undefined) return false;
  const content: Content = { 'text/plain': text };
  for (const [format, mark] of Object.entries(MARKS[platform] ?? {}))
    content[`electron application/osclipboard;format="${format}"`] = mark;
  try {
    await clipboard.write([new ClipboardItem(content)]);
    return true;
  } catch {
    return false;
  }
}
