import { expect, test } from './support/test.ts';

test('texts are drawn in the fonts that come with the app, in scripts beyond Latin too', async ({ launch }) => {
  const { page } = await launch();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => {
    for (const tag of ['p', 'code']) {
      const text = document.createElement(tag);
      text.textContent = 'Telegraf: Привет, Ελλάδα, žluťoučký, Việt';
      document.querySelector('#app')?.append(text);
    }
  });
  await page.evaluate(() => document.fonts.ready);
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument');
  for (const [selector, familyName] of [
    ['#app > p', 'Inter'],
    ['#app > code', 'JetBrains Mono'],
  ] as const) {
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector });
    const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId });
    expect(fonts).toMatchObject([{ familyName, isCustomFont: true }]);
  }
});
