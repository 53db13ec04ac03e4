import type { Page } from '@playwright/test';

/** One event of Chromium's trace, as far as it is used. `ts` in µs; `tdur` in µs of the thread's own time. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
}

/** What keeps a page's thread busy, but for drawing. */
const WORK = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FunctionCall',
  'Layout',
  'MajorGC',
  'MinorGC',
  'RunMicrotasks',
  'TimerFire',
  'UpdateLayoutTree',
  'v8.callFunction',
]);

/** The mark that `act` leaves with `performance.mark` where a new slice of time begins. */
export const MARK = 'bench';

/**
 * Runs `act` and answers how long scripts, style and layout kept the page's thread busy from each mark to the next, in
 * ms of that thread's own time: what other processes take of the machine does not count.
 */
export async function busyBetweenMarks(page: Page, act: () => Promise<void>): Promise<number[]> {
  const events = await record(page, act);
  const marks = events.filter(({ name, ph }) => name === MARK && (ph === 'I' || ph === 'R'));
  const [first] = marks;
  if (!first) throw new Error('nothing was marked');
  const work = outermost(
    events.filter(({ name, ph, tid, pid }) => ph === 'X' && WORK.has(name) && tid === first.tid && pid === first.pid),
  );
  return marks.map(({ ts }, at) => {
    const end = marks[at + 1]?.ts ?? Infinity;
    return work.reduce((sum, event) => (event.ts >= ts && event.ts < end ? sum + (event.tdur ?? 0) / 1000 : sum), 0);
  });
}

async function record(page: Page, act: () => Promise<void>): Promise<TraceEvent[]> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()));
  const includedCategories = ['devtools.timeline', 'blink.user_timing', 'v8'];
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories, excludedCategories: ['*'] },
  });
  await act();
  await session.send('Tracing.end');
  await complete;
  await session.detach();
  return events.sort((a, b) => a.ts - b.ts);
}

/** Without the events that happened within another one. */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  let end = -Infinity;
  return events.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}
