import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

declare global {
  var formats: string[];
}

test('the first rows of an earlier run stand there without a format of the system, which takes longer than they do', async ({
  folder,
  launch,
  serve,
}) => {
  let silent = false;
  const { url, credential = '' } = await serve({
    product: 'oss-2.9',
    before: () => (silent ? new Promise<boolean>(() => undefined) : false),
  });
  const before = await launch({ folder, keyring: true });
  const first = new Person(before);
  await first.connect({ address: url, token: credential, name: 'prod' });
  await expect(first.page.getByText(/^Read .*(now|ago)$/)).toBeVisible();
  await before.quit();
  silent = true;

  const { page } = await launch({ folder, keyring: true });
  await page.addInitScript(() => {
    globalThis.formats = [];
    const noted = <T extends object>(name: string, made: T): T =>
      new Proxy(made, {
        construct(target, args, self: () => unknown) {
          globalThis.formats.push(name);
          return Reflect.construct(target as () => object, args, self) as object;
        },
      });
    Intl.Collator = noted('Collator', Intl.Collator);
    Intl.DateTimeFormat = noted('DateTimeFormat', Intl.DateTimeFormat);
    Intl.NumberFormat = noted('NumberFormat', Intl.NumberFormat);
    for (const [name, type] of [
      ['number', Number.prototype],
      ['date', Date.prototype],
    ] as const) {
      const usual: () => string = type.toLocaleString;
      type.toLocaleString = function (...args: []) {
        globalThis.formats.push(name);
        return usual.apply(this, args);
      };
    }
  });
  await page.reload();
  const formats = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const look = () => {
          if (document.querySelector('[role="row"] [role="gridcell"]')) resolve([...globalThis.formats]);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await expect(page.getByText(/in an earlier run/)).toBeVisible();
  expect(formats).toEqual([]);
});
