/** The timeline's page in a browser, with the test in the extension's place. */
import { BODY } from '../../../src/editor/timeline/body';
import type { FromPage, TimelineState, ToPage } from '../../../src/protocol/timeline-view';
import { type PageDriver as Driver, openPage as open } from '../page-driver';
import { madeOutput, madeTimeline } from './made-run';

export interface PageDriver extends Driver<ToPage> {
  /** What the page has said, apart from its questions. */
  readonly said: FromPage[];
  readonly questions: FromPage[];
  /** The program stands at a moment, or does not. */
  state(state: TimelineState, now?: number): Promise<void>;
}

export async function openPage(): Promise<PageDriver> {
  const said: FromPage[] = [];
  const questions: FromPage[] = [];
  let now = 0;
  const driver = await open<ToPage, FromPage>({
    name: 'timeline',
    entry: 'views/timeline/main.ts',
    body: BODY,
    width: 1200,
    height: 260,
    async heard(message) {
      if (message.type !== 'timeline' && message.type !== 'output') return void said.push(message);
      questions.push(message);
      const { asked } = message;
      await (message.type === 'timeline'
        ? driver.post({ type: 'timeline', asked, timeline: madeTimeline(now, message) })
        : driver.post({ type: 'output', asked, output: madeOutput(message) }));
    },
  });
  return {
    ...driver,
    said,
    questions,
    state: async (state, moment = now) => {
      now = moment;
      await driver.post({ type: 'state', state });
    },
  };
}
