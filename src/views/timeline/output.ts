/** The pane with the program's output: each character leads to the moment at which it was written. */
import { grouped } from '../../protocol/numbers';
import type { WrittenOutput } from '../../protocol/travel';
import { createAsker, send } from './channel';
import { decode } from './text';

/** Bytes that are shown at once; nearer to the end than a screen, others take their place. */
const WINDOW = 32_768;
const SHIFT = WINDOW / 2;
const NEAR = 400;
/** A character that begins within the window may end behind it. */
const OVERHANG = 3;

/** What a run of characters has in common. */
const ERROR = 1;
const LATER = 2;

export interface OutputPane {
  /** The program stands at another moment. */
  show(now: number): void;
  answered(asked: number, output: WrittenOutput | undefined): boolean;
  clear(): void;
}

/** Characters of one stream, all before the present moment or all after it, in one text node. */
interface Run {
  readonly node: Text;
  /** Of its first UTF-16 unit. */
  readonly unit: number;
}

export function createOutputPane(pane: HTMLElement, readout: HTMLElement): OutputPane {
  const asker = createAsker<WrittenOutput>();
  let start = 0;
  let now = 0;
  let shown: WrittenOutput | undefined;
  /** For each UTF-16 unit that is shown the index of its byte. */
  let bytes: readonly number[] = [];
  let runs: readonly Run[] = [];
  let cursor = -1;

  function ask(from: number, done: (output: WrittenOutput) => void, count = WINDOW + OVERHANG) {
    asker.ask((asked) => send({ type: 'output', asked, start: from, count }), done);
  }

  /** The window in which the present moment lies, by bisection: token numbers ascend with the bytes. */
  function find(low: number, high: number): void {
    const middle = Math.floor((low + high) / 2);
    if (high - low <= SHIFT) load(Math.max(low - SHIFT / 2, 0), true);
    else
      ask(
        middle,
        ({ positions }) => (positions[0] < now ? find(middle, high) : find(low, middle)),
        1,
      );
  }

  /** Shows a window and the present moment in it; looks for that elsewhere unless it was `found` already. */
  function load(from: number, found: boolean): void {
    ask(from, (output) => {
      const { positions, total } = output;
      const begins = from === 0 || positions[0] < now;
      const ends = from + WINDOW >= total || positions[positions.length - 1] >= now;
      if (!found && !(begins && ends)) return find(0, total);
      start = output.start;
      render(output);
      showNow();
    });
  }

  /** In the middle, where it is out of sight, so that one sees what was written and what is next. */
  function showNow(): void {
    const { top, bottom } = pane.getBoundingClientRect();
    const mark = pane.querySelector('.now');
    const box = mark?.getBoundingClientRect();
    if (box && (box.top < top || box.bottom > bottom)) mark?.scrollIntoView({ block: 'center' });
  }

  function render(output: WrittenOutput): void {
    shown = output;
    const raw = Uint8Array.from(atob(output.bytes), (character) => character.charCodeAt(0));
    const decoded = decode(raw, WINDOW, output.start > 0);
    bytes = decoded.bytes;
    cursor = -1;
    const errors = new Set(output.errors);
    const kindOf = (unit: number) =>
      (errors.has(bytes[unit]) ? ERROR : 0) | (output.positions[bytes[unit]] >= now ? LATER : 0);
    const made: Run[] = [];
    const content = document.createDocumentFragment();
    let marked = false;
    for (let unit = 0; unit < bytes.length; ) {
      const kind = kindOf(unit);
      let end = unit + 1;
      while (end < bytes.length && kindOf(end) === kind) end++;
      if (kind & LATER && !marked) {
        content.append(nowMark());
        marked = true;
      }
      const span = document.createElement('span');
      span.classList.toggle('error', (kind & ERROR) !== 0);
      span.classList.toggle('later', (kind & LATER) !== 0);
      span.textContent = decoded.text.slice(unit, end);
      made.push({ node: span.firstChild as Text, unit });
      content.append(span);
      unit = end;
    }
    if (!marked) content.append(nowMark());
    pane.replaceChildren(content);
    pane.classList.toggle('nothing', output.total === 0);
    runs = made;
  }

  /** Index of the UTF-16 unit under a point of the window, -1 where there is none. */
  function unitAt(x: number, y: number): number {
    const caret = document.caretRangeFromPoint(x, y);
    const run = runs.find(({ node }) => node === caret?.startContainer);
    if (!run || !caret) return -1;
    // A caret stands between two characters; the pointer is over one of them.
    const { startOffset } = caret;
    const before = startOffset > 0 && x < boxOf(run.node, startOffset - 1).right;
    return Math.min(run.unit + startOffset - (before ? 1 : 0), bytes.length - 1);
  }

  function boxOf(node: Text, offset: number): DOMRect {
    return rangeOf(node, offset).getBoundingClientRect();
  }

  function rangeOf(node: Text, offset: number): Range {
    const range = document.createRange();
    range.setStart(node, Math.min(offset, node.length - 1));
    range.setEnd(node, Math.min(offset + 1, node.length));
    return range;
  }

  function rangeOfUnit(unit: number): Range | undefined {
    const run = runs.findLast((candidate) => candidate.unit <= unit);
    return run && rangeOf(run.node, unit - run.unit);
  }

  function reveal(box: DOMRect | undefined): void {
    const { top, bottom } = pane.getBoundingClientRect();
    if (box) pane.scrollTop += Math.min(box.top - top, 0) + Math.max(box.bottom - bottom, 0);
  }

  /** Marks a character and tells its token. */
  function point(unit: number): void {
    cursor = unit;
    const position = positionOf(unit);
    const range = position === undefined ? undefined : rangeOfUnit(unit);
    if (range) CSS.highlights.set('pointed', new Highlight(range));
    else CSS.highlights.delete('pointed');
    readout.textContent = position === undefined ? '' : `written by token ${grouped(position)}`;
  }

  const positionOf = (unit: number) => shown?.positions[bytes[unit]];

  function go(unit: number): void {
    const position = positionOf(unit);
    if (position !== undefined) send({ type: 'goTo', position });
  }

  /** Nearer to an end than a screen: moves the window, and lets what is in view stay where it is. */
  function page(): void {
    if (!shown) return;
    const above = pane.scrollTop;
    const below = pane.scrollHeight - pane.clientHeight - above;
    const end = start + WINDOW;
    const target =
      above < NEAR && start > 0
        ? Math.max(start - SHIFT, 0)
        : below < NEAR && end < shown.total
          ? start + SHIFT
          : start;
    if (target === start) return;
    ask(target, (output) => {
      const box = pane.getBoundingClientRect();
      const anchor = unitAt(box.left + 12, box.top + box.height / 2);
      const byte = start + (bytes[anchor] ?? 0);
      const top = rangeOfUnit(anchor)?.getBoundingClientRect().top ?? 0;
      start = output.start;
      render(output);
      const unit = bytes.findIndex((b) => b + start >= byte);
      pane.scrollTop += (rangeOfUnit(unit)?.getBoundingClientRect().top ?? top) - top;
    });
  }

  pane.addEventListener('scroll', page);
  pane.addEventListener('pointermove', ({ clientX, clientY }) => point(unitAt(clientX, clientY)));
  pane.addEventListener('pointerleave', () => point(-1));
  pane.addEventListener('click', ({ clientX, clientY }) => {
    // A click that ends the selection of some text is none.
    if (getSelection()?.isCollapsed ?? true) go(unitAt(clientX, clientY));
  });
  pane.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Enter') go(cursor);
    else if (by) {
      point(Math.min(Math.max(cursor + by, 0), bytes.length - 1));
      reveal(rangeOfUnit(cursor)?.getBoundingClientRect());
    } else return;
    event.preventDefault();
  });

  return {
    show(moment) {
      now = moment;
      load(start, false);
    },
    answered: asker.answered,
    clear() {
      asker.drop();
      start = 0;
      shown = undefined;
      bytes = [];
      runs = [];
      pane.replaceChildren();
      point(-1);
    },
  };
}

function nowMark(): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'now';
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', 'now');
  return mark;
}
