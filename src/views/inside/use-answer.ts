/** Answers of the adapter, for components. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { InsideRequests } from '../../protocol/inside';
import type { InsideRequest } from '../../protocol/inside-view';
import { ask } from './channel';
import { generation, state } from './store';

export interface Answered<R extends InsideRequest> {
  /** The newest answer, which stays until there is a newer one. */
  readonly answer?: InsideRequests[R]['answers'];
  /** What `answer` was asked for; another question may be under way. */
  readonly asks?: InsideRequests[R]['asks'];
  /** Why the newest question has no answer, in words for a person. */
  readonly failure?: string;
  readonly pending: boolean;
}

/**
 * The answer to a question. It is asked again when the question changes, and when the program stands elsewhere; not
 * while it runs, and not without a question. One is under way at a time: of those that come meanwhile only the newest
 * is asked. So nothing flickers, and no old answer comes after a newer one.
 */
export function useAnswer<R extends InsideRequest>(
  request: R,
  asks: InsideRequests[R]['asks'] | undefined,
): Answered<R> {
  const [answered, setAnswered] = useState<Answered<R>>({ pending: false });
  const line = useRef<{ under: boolean; next?: () => void; gone: boolean }>({
    under: false,
    gone: false,
  });
  const standing = state.value;
  const asked = JSON.stringify([request, asks]);
  const moment = generation.value;

  // The texts stand for what they are made of.
  useEffect(() => {
    if (standing.is === 'empty') return setAnswered({ pending: false });
    if (standing.is === 'running' || asks === undefined) return;
    const begin = async () => {
      const { current } = line;
      current.under = true;
      const result: Answered<R> = await ask(request, asks).then(
        (answer) => ({ answer, asks, pending: false }),
        (error: Error) => ({ failure: error.message, pending: false }),
      );
      current.under = false;
      if (current.gone) return;
      const { next } = current;
      current.next = undefined;
      setAnswered((before) => ({
        // A question that failed since the program runs is asked again when it stands: what it had stays.
        ...(result.failure ? { answer: before.answer, asks: before.asks } : {}),
        ...(result.failure && state.value.is === 'running' ? { pending: false } : result),
        ...(next && { pending: true }),
      }));
      next?.();
    };
    setAnswered((before) => (before.pending ? before : { ...before, pending: true }));
    if (line.current.under) line.current.next = begin;
    else begin();
  }, [asked, moment, standing.is]);

  useEffect(() => {
    line.current.gone = false;
    return () => {
      line.current.gone = true;
    };
  }, []);
  return answered;
}
