import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test('in the window that opens at first the head of each column can be read, also with the arrow of the order', async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const app = await launch();
  const me = new Person(app);
  await me.connect({ address: server.url, token: server.credential ?? '', name: 'alpha' });

  const heads = me.tokens
    .getByRole('columnheader')
    .filter({ has: app.page.getByRole('button', { name: /^(?!Choose columns)/ }) });
  const cut: string[] = [];
  await expect(heads.nth(5)).toBeVisible();
  let looked = 0;
  for (const head of await heads.all()) {
    const name = await head.innerText();
    await head.getByRole('button').click();
    await expect(head).toHaveAttribute('aria-sort', /ending$/);
    const lost = await head.getByText(name, { exact: true }).evaluate((title) => {
      const text = document.createRange();
      text.selectNodeContents(title);
      return text.getBoundingClientRect().width - title.getBoundingClientRect().width;
    });
    if (lost > 0) cut.push(`${name} by ${lost} px`);
    looked += 1;
  }
  expect(looked).toBe(await heads.count());
  expect(looked).toBeGreaterThan(5);
  expect(cut).toEqual([]);
});
