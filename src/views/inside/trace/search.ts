/** Searching the trace: from the selected token on, and how often there is what is searched for. */
import { signal } from '@preact/signals';
import { grouped } from '../../../protocol/numbers';
import type { FindWhat } from '../../../protocol/trace-requests';
import { ask } from '../channel';
import { generation, selection, selectMore } from '../store';
import { numberIn } from './words';

export type Kind = FindWhat['kind'];

/** What each kind is called, and what is written for it. */
export const KINDS: Readonly<Record<Kind, { name: string; example: string }>> = {
  text: { name: 'Text of a token', example: 'jump' },
  operation: { name: 'Operation', example: 'i32.add' },
  value: { name: 'Value', example: '42 or 0x2a' },
  address: { name: 'Access to a byte', example: '0x1040' },
  line: { name: 'Line of C', example: 'list.c:17' },
  function: { name: 'Call of', example: 'main' },
  head: { name: 'Head matters', example: 'L3H2' },
};

export const kind = signal<Kind>('text');
export const text = signal('');
/** What there is to say of the search. */
export const status = signal('');
/** How often it is there; absent until it is counted. */
export const tally = signal('');
/** Whether a search goes on. */
export const searching = signal(false);

/** Requests for a count, each of which takes some 0.2 s at most. */
const COUNTING_TURNS = 25;
const MOST = 1000;
/** Counts the searches, so that one that was replaced is heard no more. */
let runs = 0;
let counted = '';

/** What a person has written; `undefined` where it is none of its kind. */
export function wanted(of: Kind, written: string): FindWhat | undefined {
  const trimmed = written.trim();
  if (trimmed === '') return undefined;
  switch (of) {
    case 'text':
      return { kind: of, text: trimmed };
    case 'operation':
    case 'function':
      return { kind: of, name: trimmed };
    case 'value': {
      const value = numberIn(trimmed);
      return value === undefined ? undefined : { kind: of, value };
    }
    case 'address': {
      const address = numberIn(trimmed);
      return address === undefined || address < 0 ? undefined : { kind: of, address };
    }
    case 'line': {
      const [, file, line] = /^(?:(.*):)?(\d+)$/.exec(trimmed) ?? [];
      return line === undefined ? undefined : { kind: of, file, line: Number(line) };
    }
    case 'head': {
      const [, layer, head] = /^L(\d+)\s*H(\d+)$/i.exec(trimmed) ?? [];
      return layer === undefined
        ? undefined
        : { kind: of, layer: Number(layer), head: Number(head) };
    }
  }
}

/** Selects the next token that is searched for: it is looked for until it is found, or `stop` is called. */
export async function findNext(direction: 'forward' | 'backward'): Promise<void> {
  const what = wanted(kind.peek(), text.peek());
  const begin = selection.peek()?.position ?? 0;
  if (!what) {
    status.value = text.peek() ? `Write something such as ${KINDS[kind.peek()].example}.` : '';
    return;
  }
  const run = ++runs;
  const forward = direction === 'forward';
  let from = forward ? begin + 1 : begin - 1;
  searching.value = true;
  try {
    status.value = '';
    for (;;) {
      const found =
        from < 0
          ? { positions: [], from: 0, to: 0, complete: true }
          : await ask('stepformer.find', { what, from, direction, limit: 1 });
      if (run !== runs) return;
      const [position] = found.positions;
      if (position !== undefined) {
        selectMore({ position });
        status.value = '';
        break;
      }
      const side = forward ? 'after' : 'before';
      const reached = forward ? found.to : found.from;
      status.value = found.complete
        ? `None ${side} token ${grouped(begin)}.`
        : `None as far as token ${grouped(reached)} …`;
      if (found.complete) break;
      from = forward ? found.to : found.from - 1;
    }
    count(what, run);
  } catch (error) {
    if (run === runs) status.value = (error as Error).message;
  } finally {
    if (run === runs) searching.value = false;
  }
}

/** Ends a search; how far it came stays told. */
export function stop(): void {
  runs++;
  searching.value = false;
  status.value = status.peek().replace(' …', '.');
}

/** Counts all that there are, for some time. */
async function count(what: FindWhat, run: number): Promise<void> {
  const key = `${generation.peek()} ${JSON.stringify(what)}`;
  if (key === counted) return;
  counted = '';
  tally.value = '';
  let sum = 0;
  let from = 0;
  for (let turn = 0; turn < COUNTING_TURNS; turn++) {
    const found = await ask('stepformer.find', { what, from, direction: 'forward', limit: MOST });
    if (run !== runs) return;
    sum += found.positions.length;
    from = found.to;
    tally.value = found.complete
      ? `${grouped(sum)} in all`
      : `at least ${grouped(sum)}, in the first ${grouped(from)} tokens`;
    if (found.complete) break;
  }
  counted = key;
}
