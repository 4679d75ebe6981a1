/** The keys of the list: as in a tree, and a number goes to that token. */
import { cursor, isOpened, lines, moveTo, rowAt, seen, toggle } from './list';
import { ROW } from './scroller';

/** Where a number is typed. */
export const GO_TO = 'trace-go-to';

export function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^\d$/.test(event.key)) typeNumber(event);
  const act = ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

const page = () => Math.max(1, Math.floor(seen.peek() / ROW) - 1);
const by = (lineCount: () => number) => () => {
  moveTo(cursor.peek() + lineCount());
};

const ACTS: Readonly<Record<string, () => void>> = {
  ArrowDown: by(() => 1),
  ArrowUp: by(() => -1),
  PageDown: by(page),
  PageUp: by(() => -page()),
  Home: () => {
    moveTo(0);
  },
  End: () => {
    moveTo(lines.peek().count - 1);
  },
  ArrowRight() {
    const { token } = lines.peek().at(cursor.peek());
    const row = rowAt(cursor.peek());
    if (!row || token !== undefined || row.tokens === 1) return;
    if (isOpened(row.row)) moveTo(cursor.peek() + 1);
    else toggle(row);
  },
  ArrowLeft() {
    const { row, token } = lines.peek().at(cursor.peek());
    const whole = rowAt(cursor.peek());
    if (token !== undefined) moveTo(lines.peek().of(row));
    else if (whole && isOpened(row)) toggle(whole);
  },
  Enter: by(() => 0),
  ' ': by(() => 0),
};

function typeNumber(event: KeyboardEvent): void {
  const field = document.getElementById(GO_TO);
  if (!(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  field.value = event.key;
  field.focus();
}
