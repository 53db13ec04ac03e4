import { Blob } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { writeClipboard } from './clipboard.ts';
import type { ClipboardApi } from './clipboard.ts';

type Content = Record<string, string | Blob>;

/** The clipboard of an older or a newer runtime; keeps what was written. */
function fakeClipboard({ items, refuses = false }: { items: boolean; refuses?: boolean }) {
  const texts: string[] = [];
  const written: Content[] = [];
  class ClipboardItem {
    constructor(readonly content: Content) {}
  }
  const api = {
    clipboard: {
      writeText: (text: string) => Promise.resolve(void texts.push(text)),
      write: ([item]: ClipboardItem[]) => {
        if (refuses || !item) return Promise.reject(new Error('unknown format'));
        written.push(item.content);
        return Promise.resolve();
      },
    },
    ...(items ? { ClipboardItem } : {}),
  };
  return { api: api as unknown as ClipboardApi, texts, written };
}

const format = (name: string): string => `electron application/osclipboard;format="${name}"`;

describe('the clipboard', () => {
  test('F5 a secret goes out with the marks that Windows reads', async () => {
    const { api, written, texts } = fakeClipboard({ items: true });
    await writeClipboard(api, 'token', { secret: true, platform: 'win32' });
    const [content] = written;
    expect(content?.['text/plain']).toBe('token');
    for (const name of [
      'ExcludeClipboardContentFromMonitorProcessing',
      'CanIncludeInClipboardHistory',
      'CanUploadToCloudClipboard',
    ]) {
      const mark = content?.[format(name)];
      expect(mark).toBeInstanceOf(Blob);
      expect([...new Uint8Array(await (mark as Blob).arrayBuffer())]).toEqual([0, 0, 0, 0]);
    }
    expect(texts).toEqual([]);
  });

  test.each([
    ['darwin', 'org.nspasteboard.ConcealedType'],
    ['linux', 'x-kde-passwordManagerHint'],
  ] as const)('F5 a secret goes out with the mark that is read on %s', async (platform, name) => {
    const { api, written } = fakeClipboard({ items: true });
    await writeClipboard(api, 'token', { secret: true, platform });
    expect(written).toEqual([{ 'text/plain': 'token', [format(name)]: 'secret' }]);
  });

  test('F5 where marks cannot be written, the text is', async () => {
    for (const fake of [fakeClipboard({ items: false }), fakeClipboard({ items: true, refuses: true })]) {
      await writeClipboard(fake.api, 'token', { secret: true, platform: 'linux' });
      expect(fake.texts).toEqual(['token']);
    }
  });

  test('other text carries no mark', async () => {
    const { api, written, texts } = fakeClipboard({ items: true });
    await writeClipboard(api, 'a command', { secret: false, platform: 'win32' });
    expect({ written, texts }).toEqual({ written: [], texts: ['a command'] });
  });
});
