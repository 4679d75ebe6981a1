/** What the list of the trace shows: its grouping, the rows that are opened, and where the keyboard is. */
import { batch, computed, signal } from '@preact/signals';
import type { TraceGrouping, TraceRow } from '../../../protocol/trace-requests';
import { ask } from '../channel';
import { selection, selectMore } from '../store';
import { type Lines, linesOf } from './opened';
import { type RowPages, rowsBy } from './rows';
import { clampTop, type Extent, seenRows, topShowing } from './scroller';

export const grouping = signal<TraceGrouping>('instruction');
/** Pixels of the list above what is seen, and how many are seen. */
export const top = signal(0);
export const seen = signal(0);
/** The line that the keyboard is at. */
export const cursor = signal(0);
/** Tokens of the rows that are opened. */
const opened = signal<ReadonlyMap<number, number>>(new Map());

export const pages = computed<RowPages>(() => rowsBy[grouping.value]);
export const lines = computed<Lines>(() => linesOf(pages.value.total.value, opened.value));
export const extent = computed<Extent>(() => ({ rows: lines.value.count, seen: seen.value }));

/** What was selected from here last, until it comes back as the selection: what comes before it is on its way. */
let sent: { readonly position: number; readonly at: number } | undefined;
/** Milliseconds after which it is no longer waited for. */
const PATIENCE = 1000;

/** Where the list was left. */
export interface Place {
  /** The token that was selected. */
  readonly position: number;
  readonly top: number;
  /** Rows that were opened, with their tokens. */
  readonly opened: readonly (readonly [row: number, tokens: number])[];
}

/** Where the list is to be found again by the next selection that is followed, if it is of the same token. */
let left: Place | undefined;

export function findAgain(place: Place | undefined): void {
  left = place;
}

export const place = computed<Place | undefined>(() => {
  const position = selection.value?.position;
  if (position === undefined || lines.value.count === 0) return undefined;
  return { position, top: top.value, opened: [...opened.value] };
});

export function group(by: TraceGrouping): void {
  batch(() => {
    grouping.value = by;
    opened.value = new Map();
  });
  const position = selection.peek()?.position;
  if (position !== undefined) locate(position);
}

export const isOpened = (row: number): boolean => opened.value.has(row);

export function toggle({ row, tokens }: TraceRow): void {
  const next = new Map(opened.peek());
  if (!next.delete(row)) next.set(row, tokens);
  opened.value = next;
}

/** What a line shows; of a token of an opened row, its own. `undefined` until it is there. */
export function rowAt(line: number): TraceRow | undefined {
  const { row, token } = lines.value.at(line);
  const whole = pages.value.row(row);
  if (token === undefined || !whole) return whole;
  return rowsBy.token.row(whole.position + token);
}

/** Puts the keyboard at a line and selects what is there. */
export async function moveTo(line: number): Promise<void> {
  const { count } = lines.peek();
  if (count === 0) return;
  const target = Math.max(0, Math.min(line, count - 1));
  batch(() => {
    cursor.value = target;
    show(target);
  });
  const position = rowAt(target)?.position ?? (await positionAt(target));
  if (position === undefined || cursor.peek() !== target) return;
  sent = { position, at: performance.now() };
  selectMore({ position });
}

/** Where the row of a line begins, although it has not been seen yet. */
async function positionAt(line: number): Promise<number | undefined> {
  const { row, token = 0 } = lines.peek().at(line);
  const by = grouping.peek();
  if (by === 'token') return row;
  try {
    const { rows } = await ask('stepformer.trace', { by, first: row, count: 1 });
    return rows[0] && rows[0].position + token;
  } catch {
    return undefined;
  }
}

/** Follows a selection that was made elsewhere. */
export function follow(position: number): void {
  const awaited = sent && performance.now() - sent.at < PATIENCE ? sent.position : undefined;
  if (awaited === undefined || awaited === position) sent = undefined;
  if (awaited !== undefined) return;
  const again = left?.position === position ? left : undefined;
  left = undefined;
  if (again) {
    locate(position, again);
    return;
  }
  const here = rowAt(cursor.peek());
  const within =
    here && here.position <= position && position < here.position + here.tokens && !isHeld(here);
  if (within) show(cursor.peek());
  else locate(position);
}

/** A row that is opened holds its tokens no longer: they have lines of their own. */
const isHeld = ({ row, tokens }: TraceRow) => tokens > 1 && opened.peek().has(row);

/** Goes to the line of a token, or to where the list was left. */
async function locate(position: number, again?: Place): Promise<void> {
  const by = grouping.peek();
  try {
    const { row, rows } = await ask('stepformer.traceRow', { by, position });
    if (grouping.peek() !== by || selection.peek()?.position !== position) return;
    batch(() => {
      rowsBy[by].total.value = rows;
      if (again) opened.value = new Map(again.opened);
      const line = lines.peek().of(row);
      const held = opened.peek().has(row);
      const begin = held ? rowAt(line)?.position : undefined;
      cursor.value = begin === undefined ? line : line + 1 + position - begin;
      if (again) top.value = clampTop(again.top, extent.peek());
      else show(cursor.peek());
    });
  } catch {
    // The program goes on: it is looked for when it stands.
  }
}

/**
 * There is room for more of the list, or for less: what the keyboard is at stays in view. Where a part of it was seen a
 * part is enough, so that a list that is found again stays where it was left.
 */
export function resize(height: number): void {
  const whole = isWhole();
  const inView = isInView();
  batch(() => {
    seen.value = height;
    top.value = clampTop(top.peek(), extent.peek());
    if (whole || (inView && !isInView()) || top.peek() === 0) show(cursor.peek());
  });
}

/** Whether the line that the keyboard is at is seen in part, and whether all of it is. */
function isInView(): boolean {
  const [first, last] = seenRows(top.peek(), extent.peek());
  return seen.peek() > 0 && cursor.peek() >= first && cursor.peek() < last;
}

const isWhole = () =>
  isInView() && topShowing(cursor.peek(), top.peek(), extent.peek()) === top.peek();

function show(line: number): void {
  if (seen.peek() > 0) top.value = topShowing(line, top.peek(), extent.peek());
}
