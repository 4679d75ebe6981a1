/** How long a page's thread is held up, as the browser records it. */
import type { Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the thread's own time. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What a page does: frames with their scripts, layout and painting, and hearing messages. The rest is the test's. */
const WORK: ReadonlySet<string> = new Set([
  'WebFrameWidgetImpl::BeginMainFrame',
  'HandlePostMessage',
]);

/** Milliseconds of the thread's own time that each piece of a page's work takes meanwhile, in ascending order. */
export async function pageWork(page: Page, act: () => Promise<unknown>): Promise<number[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error('the page has no browser');
  await browser.startTracing(page, { categories: ['__metadata', 'blink', 'devtools.timeline'] });
  await act();
  const recorded = await browser.stopTracing();
  const { traceEvents } = JSON.parse(recorded.toString()) as { traceEvents: TraceEvent[] };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => WORK.has(name) && mains.has(`${pid} ${tid}`))
    .map(({ tdur = Number.NaN }) => tdur / 1000)
    .sort((a, b) => a - b);
}
