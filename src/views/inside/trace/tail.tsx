/** The last tokens while the program runs. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { grouped } from '../../../protocol/numbers';
import type { TraceRows } from '../../../protocol/trace-requests';
import { ask } from '../channel';
import { ROW } from './scroller';
import { aboutText, placeText, WRITERS } from './words';

/** Milliseconds between two looks. */
const EVERY = 200;

export function Tail() {
  const list = useRef<HTMLOListElement>(null);
  const shown = useSignal<TraceRows | undefined>(undefined);
  useEffect(() => {
    let timer: number | undefined;
    let left = false;
    const look = async () => {
      try {
        const count = Math.floor((list.current?.clientHeight ?? 0) / ROW);
        shown.value = await ask('stepformer.tail', { count });
      } catch {
        // It has ended, or has not begun.
      }
      if (!left) timer = window.setTimeout(look, EVERY);
    };
    look();
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, []);
  const { rows = [], recorded = 0 } = shown.value ?? {};
  return (
    <section class="tail" aria-label="The last tokens">
      <p class="note" role="status">
        {grouped(recorded)} tokens
      </p>
      <ol ref={list}>
        {rows.map((row) => (
          <li key={row.position} class={`row ${row.by} ${row.begins ? 'begins' : ''}`}>
            <span class="cell cell0">{grouped(row.position)}</span>
            <span class="cell cell1">
              <span class="writer">{WRITERS[row.by].sign}</span>
              <code>{row.text}</code>
            </span>
            <span class="cell cell2">
              <code>{aboutText(row)}</code>
            </span>
            <span class="cell cell3" />
            <span class="cell cell4">{placeText(row)}</span>
            <span class="cell cell5">{row.instruction?.function}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
