/** A run that no program made: a staircase of calls, a line of output every 1,000 tokens. */
import type { Timeline, WrittenOutput } from '../../../src/protocol/travel';

export const BEGIN = 5_000;
export const END = 1_005_000;
const FUNCTIONS = ['main', 'solve', 'print_line'];
const EVERY = 1_000;

const depthAt = (token: number) => 1 + (Math.floor((token - BEGIN) / 20_000) % 8);

export function madeTimeline(
  now: number,
  asked: { from: number; to: number; buckets: number },
): Timeline {
  const from = Math.max(asked.from, BEGIN);
  const to = Math.min(asked.to, END + 1);
  const parts = Math.max(Math.min(asked.buckets, to - from), 1);
  const starts = Array.from({ length: parts }, (_, i) => from + ((to - from) * i) / parts);
  const depth = starts.map(depthAt);
  const lines = (token: number) => Math.floor((token - BEGIN) / EVERY);
  return {
    from,
    to,
    begin: BEGIN,
    end: END,
    now,
    depth,
    busiest: depth.map((d) => (d === 1 ? 0 : d % 3 === 0 ? 2 : 1)),
    functions: FUNCTIONS,
    written: starts.map(
      (start) => (lines(start + (to - from) / parts) - lines(start)) * line(0).length,
    ),
    hits: [205_000, 405_000],
    edits: [605_000],
    branches: [{ id: 1, fork: 605_000, length: 400, change: 'n = 4' }],
  };
}

/** Each line has the same number of bytes, and one character of two. */
function line(n: number): Buffer {
  return Buffer.from(`line ${String(n).padStart(5, '0')} – ok\n`);
}

const BYTES = Buffer.concat(Array.from({ length: 6_000 }, (_, n) => line(n)));

/** Byte `i` of a line is written `i` tokens after the line's first. */
export function positionOf(byte: number): number {
  const length = line(0).length;
  return BEGIN + 1 + Math.floor(byte / length) * 150 + (byte % length);
}

export function madeOutput({ start, count }: { start: number; count: number }): WrittenOutput {
  const bytes = BYTES.subarray(start, start + count);
  return {
    total: BYTES.length,
    start,
    bytes: bytes.toString('base64'),
    positions: Array.from(bytes, (_, i) => positionOf(start + i)),
    errors: [],
  };
}

export const LINE_BYTES = line(0).length;
