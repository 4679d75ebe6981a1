/** Filtering by a head: the strip shows its arcs alone, and the list dims the rows in which it does not matter. */
import { computed, signal } from '@preact/signals';
import {
  type HeadInStretch,
  STRETCHES_MOST,
  type TraceRow,
} from '../../../protocol/trace-requests';
import { ask } from '../channel';
import { generation, state } from '../store';

/** The head as `layer,head`; all heads without one. */
export const filter = signal('');
export const filtered = computed<readonly [layer: number, head: number] | undefined>(() => {
  const [layer, head] = filter.value.split(',').map(Number);
  return head === undefined ? undefined : [layer, head];
});

/** Rows of which it is known that are kept. */
const KEPT = 2000;

interface Known {
  readonly told: HeadInStretch;
  /** When it was asked for; it is shown until something newer is there. */
  readonly generation: number;
}

/** By row, the oldest first; of the head that is filtered by. */
const known = new Map<string, Known>();
/** Changes when there is more of it. */
const changes = signal(0);
let wanted: readonly TraceRow[] = [];
let asking = false;

const keyOf = ({ position, tokens }: TraceRow) => `${position} ${tokens}`;

/** Filters by a head, as `layer,head`, or by none. */
export function filterBy(head: string): void {
  known.clear();
  filter.value = head;
}

/** Whether the head that is filtered by matters in a row; `undefined` as long as that is not known, and without one. */
export function headIn(row: TraceRow): HeadInStretch | undefined {
  // Whoever shows it shows it again when it is there.
  changes.value;
  return filter.value === '' ? undefined : known.get(keyOf(row))?.told;
}

/** Asks for what is missing of these rows, in place of those that were wanted before. */
export function wantHeadIn(rows: readonly TraceRow[]): void {
  wanted = rows;
  if (!asking) next();
}

async function next(): Promise<void> {
  const by = filtered.peek();
  const now = generation.peek();
  const missing = wanted
    .filter((row) => known.get(keyOf(row))?.generation !== now)
    .slice(0, STRETCHES_MOST);
  if (!by || missing.length === 0 || state.peek().is !== 'standing') return;
  asking = true;
  try {
    const { stretches } = await ask('stepformer.headMatters', {
      ...{ layer: by[0], head: by[1] },
      stretches: missing.map(({ position, tokens }) => [position, tokens] as const),
    });
    if (filtered.peek() === by)
      for (const [i, told] of stretches.entries()) keep(missing[i], told, now);
    asking = false;
    next();
  } catch {
    // The program goes on: what is wanted is asked for when it stands.
    asking = false;
  }
}

function keep(row: TraceRow, told: HeadInStretch, now: number): void {
  const key = keyOf(row);
  known.delete(key);
  known.set(key, { told, generation: now });
  if (known.size > KEPT) known.delete(known.keys().next().value as string);
  changes.value++;
}
