/**
 * The page that looks inside, in a browser, with the test in the extension's place: answers by the name of the
 * request, which are numbers made up or those of a real run, and a selection that is kept as the extension keeps it.
 */
import { BODY } from '../../../src/editor/inside/body';
import { createSelections } from '../../../src/editor/inside/selection';
import type { InsideRequests } from '../../../src/protocol/inside';
import type {
  FromInsidePage,
  InsideState,
  Question,
  ToInsidePage,
  View,
} from '../../../src/protocol/inside-view';
import { eventually } from '../../patience';
import { openPage, type PageDriver } from '../page-driver';
import type { Theme } from '../themes';

/** By request; one that throws is answered by its failure, as one that is missing is. */
export type Made = {
  [R in keyof InsideRequests]?: (
    asks: InsideRequests[R]['asks'],
  ) => InsideRequests[R]['answers'] | Promise<InsideRequests[R]['answers']>;
};

export interface InsideDriver extends PageDriver<ToInsidePage> {
  /** What the page has said, apart from its questions. */
  readonly said: FromInsidePage[];
  readonly questions: Question[];
  readonly selections: ReturnType<typeof createSelections>;
  show(view: View): Promise<void>;
  /** The program stands, and the selection follows it. */
  stand(now: number, recorded?: number): Promise<void>;
  state(state: InsideState): Promise<void>;
  /** The first thing of a kind that the page has said or says within two seconds. */
  heard<T extends FromInsidePage['type']>(type: T): Promise<Extract<FromInsidePage, { type: T }>>;
}

export async function openInside(
  made: Made,
  { width = 900, height = 700, theme = 'light' as Theme } = {},
): Promise<InsideDriver> {
  const said: FromInsidePage[] = [];
  const questions: Question[] = [];
  let version = 0;
  const selections = createSelections(() => {
    driver.post({ type: 'selected', selected: selections.selected });
  });

  async function answer(question: Question): Promise<void> {
    const { asked, request, asks } = question;
    questions.push(question);
    const make = made[request] as ((asks: unknown) => unknown) | undefined;
    try {
      if (!make) throw new Error(`The test has no answer to ${request}.`);
      await driver.post({ type: 'answer', asked, answer: await make(asks) });
    } catch (error) {
      await driver.post({ type: 'failed', asked, reason: (error as Error).message });
    }
  }
  const driver = await openPage<ToInsidePage, FromInsidePage>({
    name: 'inside',
    entry: 'views/inside/main.tsx',
    body: BODY,
    ...{ width, height, theme },
    async heard(message) {
      if (message.type === 'ask') return answer(message);
      said.push(message);
      if (message.type === 'select') selections.select(message.selection);
      if (message.type === 'look') selections[message.where]();
    },
  });
  const state = (state: InsideState) => driver.post({ type: 'state', state });
  return {
    ...driver,
    ...{ said, questions, selections, state },
    show: (view) => driver.post({ type: 'show', view }),
    async stand(now, recorded = now) {
      selections.stand(now, recorded);
      version++;
      await state({ is: 'standing', program: 'made.c', now, recorded, version });
    },
    heard: <T extends FromInsidePage['type']>(type: T) =>
      eventually(() => {
        const found = said.find((message) => message.type === type);
        if (!found) throw new Error(`the page did not say ${type}: ${JSON.stringify(said)}`);
        return found as Extract<FromInsidePage, { type: T }>;
      }),
  };
}
