import { expect, test } from 'vitest';
import { FakeDesktop } from '#test/desktop';
import { Files } from './files.ts';

test('a file is saved where the person says, under a name that stays in its folder', async () => {
  const desktop = new FakeDesktop();
  const files = new Files({ desktop });
  expect(await files.save({ name: '../who can/write', extension: 'csv', text: 'a,b' })).toEqual({ saved: true });
  expect(desktop.saved.map(({ suggestedName, text }) => [suggestedName, text])).toEqual([
    ['_who can_write.csv', 'a,b'],
  ]);
});
