import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSample, type RunningSample } from '#sample/serve';
import type { Page } from '@playwright/test';
import { longTasks, watchTasks } from '../e2e/support/tasks.ts';
import { startApp } from './app.ts';
import { floorOf, memoryOf, type Floor } from './empty-window.ts';
import { addServer, typeSearch } from './page.ts';
import { atMost, median, type Figure } from './statistics.ts';

const SERVERS = 100;
const TOKENS = 10_000;
/** Main takes no more than 20 calls of one method a second from a page, after the first ones. */
const PACE_MS = 60;
const MB = 1e6;

/** A hundred servers with 10,000 tokens each, in one list: all of them read, searched, and what it takes. */
export async function manyServers(): Promise<Figure[]> {
  const sample = await startSample({ product: 'oss-2.9', tokens: TOKENS });
  const list = await listOf(sample);
  const servers = await Promise.all(Array.from({ length: SERVERS }, () => serverOf(sample, list)));
  const { app, page, close } = await startApp();
  try {
    const floor = await floorOf(sample);
    for (const [nth, { url }] of servers.entries()) {
      await addServer(page, `bench-${nth}`, url, sample.credential ?? '');
      await page.waitForTimeout(PACE_MS);
    }
    await page.waitForTimeout(3000);
    await watchTasks(page);
    const { authorizations } = JSON.parse(list.toString()) as { authorizations: unknown[] };
    const read = await openAll(page, SERVERS * authorizations.length);
    const whileRead = await longTasks(page);
    await page.waitForTimeout(10_000);
    const memory = (await memoryOf(app)) - floor.memory;
    const typed = await typeSearch(page, 'telegraf', 'Search all servers');
    return figures(floor, read, { memory, whileRead, typed });
  } finally {
    await close();
    await Promise.all([sample.close(), ...servers.map((server) => server.close())]);
  }
}

interface Read {
  readonly first: number;
  readonly complete: number;
  readonly tokens: number;
}

interface Rest {
  readonly memory: number;
  readonly whileRead: readonly number[];
  readonly typed: { busy: number[]; shown: number[] };
}

/** Opens the list over all servers, and waits until so many tokens are there and nothing is searched any more. */
function openAll(page: Page, tokens: number): Promise<Read> {
  return page.evaluate((wanted) => {
    const button = [...document.querySelectorAll<HTMLElement>('nav button')].find((each) =>
      each.textContent.includes('All servers'),
    );
    if (!button) throw new Error('there is no list over all servers');
    const pressed = performance.now();
    button.click();
    let first = 0;
    return new Promise<Read>((resolve) => {
      const look = () => {
        const rows = document.querySelectorAll('[role="grid"] [role="row"]').length;
        const title = document.querySelector('h1')?.textContent === 'All servers';
        const told = /([\d,]+) tokens/.exec(document.querySelector('h1 + p')?.textContent ?? '')?.[1] ?? '0';
        const count = Number(told.replaceAll(',', ''));
        const busy = document.querySelector('[aria-busy="true"]:has([role="grid"])');
        requestAnimationFrame(() => {
          const now = performance.now() - pressed;
          if (title && rows > 1) first ||= now;
          if (title && count >= wanted && !busy) resolve({ first, complete: now, tokens: count });
          else look();
        });
      };
      look();
    });
  }, tokens);
}

function figures(floor: Floor, { first, complete, tokens }: Read, { memory, whileRead, typed }: Rest): Figure[] {
  const of = `${SERVERS} servers, ${tokens} tokens`;
  const parse = SERVERS * floor.parse;
  const bytes = SERVERS * floor.body;
  const parsed = `JSON.parse of all bodies (${parse.toFixed(0)} ms)`;
  return [
    atMost(`click to the first rows, ${of} (ms)`, first, 2 * floor.parse + 50, `2 × JSON.parse of one body (${floor.parse.toFixed(0)} ms) + 50 ms`), // prettier-ignore
    atMost(`click to all rows, ${of} (ms)`, complete, 3 * parse, `3 × ${parsed}`),
    atMost('longest task of the page meanwhile (ms)', Math.max(0, ...whileRead), 200, '200 ms'),
    atMost(`memory above an empty window, ${of} (MB)`, memory / MB, (1.5 * bytes) / MB, `1.5 × the bytes of the lists (${(bytes / MB).toFixed(0)} MB)`), // prettier-ignore
    atMost(`page busy per keystroke, ${of} (ms of the thread, median, in slices)`, median(typed.busy), 8, '8 ms'),
    atMost(`keystroke to first matching rows, ${of} (ms, worst)`, Math.max(...typed.shown), 200, '200 ms'),
  ];
}

async function listOf({ url, credential = '' }: RunningSample): Promise<Buffer> {
  const answer = await fetch(`${url}/api/v2/authorizations`, { headers: { Authorization: `Token ${credential}` } });
  return Buffer.from(await answer.arrayBuffer());
}

/** A server of its own, with the data of the sample: its list is written before anybody asks. */
async function serverOf(sample: RunningSample, list: Buffer): Promise<{ url: string; close(): Promise<void> }> {
  const server = http.createServer((req, res) => {
    if (req.method === 'GET' && req.url === '/api/v2/authorizations') {
      res.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(list);
      return;
    }
    const { method, headers } = req;
    const passed = http.request(`${sample.url}${req.url ?? ''}`, { method, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    passed.on('error', () => res.destroy());
    req.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
