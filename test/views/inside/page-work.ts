/** How long a page's thread is held up, as the browser records it. */
import type { Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  /** X: what has a duration. */
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when it began, how long it took, and how much of that was the thread's own time; absent: none. */
  readonly ts: number;
  readonly dur: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

const TASK = 'ThreadControllerImpl::RunTask';
/** What makes a task the page's: a frame, a message to it (from its workers too), a timer. The rest is the test's. */
const WORK: ReadonlySet<string> = new Set([
  'WebFrameWidgetImpl::BeginMainFrame',
  'HandlePostMessage',
  'TimerFire',
]);

/** Milliseconds of the thread's own time that each task of a page takes meanwhile, in ascending order. */
export async function pageWork(page: Page, act: () => Promise<unknown>): Promise<number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  const categories = ['__metadata', 'blink', 'devtools.timeline', 'toplevel'];
  await browser.startTracing(page, { categories });
  await act();
  const recorded = await browser.stopTracing();
  const { traceEvents } = JSON.parse(recorded.toString()) as { traceEvents: TraceEvent[] };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const lasting = traceEvents.filter(
    ({ ph, pid, tid }) => ph === 'X' && mains.has(`${pid} ${tid}`),
  );
  const work = lasting.filter(({ name }) => WORK.has(name));
  return lasting
    .filter(({ name }) => name === TASK)
    .filter(({ pid, ts, dur }) =>
      work.some((within) => within.pid === pid && within.ts >= ts && within.ts < ts + dur),
    )
    .map(({ tdur = 0 }) => tdur / 1000)
    .sort((a, b) => a - b);
}
