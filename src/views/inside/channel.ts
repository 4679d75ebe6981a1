/** The page's side of its talk with the extension: questions with numbers, and what is kept while it is hidden. */
import type { InsideRequests } from '../../protocol/inside';
import type {
  FromInsidePage,
  InsideRequest,
  Question,
  ToInsidePage,
  View,
} from '../../protocol/inside-view';
import { connect } from '../editor';

/** What is there again when the page is shown again; `views` is what each view keeps for itself. */
export interface Kept {
  readonly view: View;
  readonly views: Partial<Record<View, object>>;
}

const channel = connect<ToInsidePage, FromInsidePage, Kept>();
export const { send, kept, keep } = channel;

/** What a view has kept. */
export const keptOf = <K extends object>(view: View): Partial<K> =>
  (kept().views?.[view] ?? {}) as Partial<K>;

export function keepOf<K extends object>(view: View, change: Partial<K>): void {
  keep({ views: { ...kept().views, [view]: { ...keptOf(view), ...change } } });
}

interface Waiting {
  readonly done: (answer: never) => void;
  readonly failed: (reason: Error) => void;
}

let questions = 0;
const waiting = new Map<number, Waiting>();

/** Asks the adapter; rejects with its words for a person. */
export function ask<R extends InsideRequest>(
  request: R,
  asks: InsideRequests[R]['asks'],
): Promise<InsideRequests[R]['answers']> {
  const asked = ++questions;
  return new Promise((done, failed) => {
    waiting.set(asked, { done, failed });
    send({ type: 'ask', asked, request, asks } as Question);
  });
}

type Told = Exclude<ToInsidePage, { asked: number }>;

/** Calls `act` with all that is no answer to a question. */
export function listen(act: (message: Told) => void): void {
  channel.listen((message) => {
    if (message.type !== 'answer' && message.type !== 'failed') return act(message);
    const question = waiting.get(message.asked);
    waiting.delete(message.asked);
    if (message.type === 'answer') question?.done(message.answer as never);
    else question?.failed(new Error(message.reason));
  });
}
