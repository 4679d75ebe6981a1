/** The page's side of its talk with the extension: questions with numbers, and what is kept while it is hidden. */
import type { FromPage, ToPage } from '../../protocol/timeline-view';
import { connect } from '../editor';
import type { Span } from './scale';

/** What is there again when the page is shown again. */
export interface Kept {
  readonly program?: string;
  /** Absent where all of the run is shown. */
  readonly span?: Span;
  /** Share of the width that the output has. */
  readonly split?: number;
}

export const { send, listen, kept, keep } = connect<ToPage, FromPage, Kept>();

let questions = 0;

/** A number for a question, larger than all before it. */
export const nextQuestion = (): number => ++questions;

/**
 * Asks one question at a time. While it waits for an answer only the newest of further questions is kept, so that
 * a person who turns the wheel quickly does not have to wait for what they have left.
 */
export function createAsker<Answer>() {
  type Question = { send: (asked: number) => void; done: (answer: Answer) => void };
  let open: (Question & { asked: number }) | undefined;
  let waiting: Question | undefined;

  function begin(question: Question | undefined): void {
    waiting = undefined;
    open = question && { ...question, asked: nextQuestion() };
    open?.send(open.asked);
  }
  return {
    ask(send: Question['send'], done: Question['done']): void {
      if (open) waiting = { send, done };
      else begin({ send, done });
    },
    /** Answers to questions that were dropped have no effect. */
    answered(asked: number, answer: Answer | undefined): boolean {
      if (open?.asked !== asked) return false;
      const { done } = open;
      begin(waiting);
      if (answer !== undefined) done(answer);
      return true;
    },
    /** Forgets all questions: what they are about is gone. */
    drop(): void {
      open = waiting = undefined;
    },
  };
}
