import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';

/** Which of these secrets stand in a text as they are. */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
  return secrets.filter((secret) => text.includes(secret));
}

/** Which files of a folder hold one of these secrets: raw, in UTF-16, or within something that is base64. */
export async function filesHolding(folder: string, secrets: readonly string[]): Promise<string[]> {
  const needles = secrets.flatMap(formsOf);
  const holding: string[] = [];
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const at = path.join(file.parentPath, file.name);
    const bytes = await readFile(at);
    if (needles.some((needle) => bytes.includes(needle))) holding.push(path.relative(folder, at));
  }
  return holding;
}

/** Every string that the page's thread holds now, after what is unreachable was let go, as one text. */
export async function heapOf(page: Page): Promise<string> {
  const debuggerOfPage = await page.context().newCDPSession(page);
  try {
    const chunks: string[] = [];
    debuggerOfPage.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
    await debuggerOfPage.send('HeapProfiler.collectGarbage');
    await debuggerOfPage.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    return chunks.join('');
  } finally {
    await debuggerOfPage.detach();
  }
}

/**
 * A secret within base64 looks different for each place that it can begin at; the characters at its ends are left out.
 */
function formsOf(secret: string): Buffer[] {
  const shifted = [0, 1, 2].map((before) =>
    Buffer.from('x'.repeat(before) + secret)
      .toString('base64')
      .slice(4, -4),
  );
  return [Buffer.from(secret), Buffer.from(secret, 'utf16le'), ...shifted.map((text) => Buffer.from(text))];
}
