/** Where the rows of a trace begin, by what they are grouped by: found once, and carried on as the trace grows. */
import type { TraceGrouping } from '../../protocol/trace-requests';
import type { ProgramMap } from '../program-map';
import type { Operations } from '../transformer';
import type { PromptParts } from './prompt-parts';

export type IndexedGrouping = Exclude<TraceGrouping, 'token'>;

/** What is recorded, as far as rows depend on it. */
export interface Recording {
  readonly recorded: number;
  readonly version: number;
  readonly operations: Operations;
}

export interface TraceIndex {
  /** Rows that there are, up to all that is recorded. `edits`: where a person changed something. */
  update(recording: Recording, edits: readonly number[]): number;
  /** The position at which a row begins; of the row behind the last one, where the trace ends. */
  begin(row: number): number;
  /** The row in which a position is. */
  rowOf(position: number): number;
}

/** `lines`: a number from 1 for the line of each instruction; 0 where it has none. */
export function createTraceIndex(
  by: IndexedGrouping,
  map: ProgramMap,
  parts: PromptParts,
  lines: Int32Array,
): TraceIndex {
  const { program, prompt } = map;
  const keys = keysByAddress(by, program.origins, lines);
  const keyByPc = new Int32Array(prompt.addresses.length);
  prompt.positions.forEach((position, address) => {
    keyByPc[position] = keys[address];
  });
  const ofPrompt = promptRows(by, parts, (position) => keys[parts.instructionAt(position)]);

  let begins = new Int32Array(0);
  let rows = 0;
  let end = 0;
  let version = -1;
  /** Of the operation before. */
  let key = 0;
  let depth = 0;

  const push = (position: number) => {
    if (rows === begins.length) {
      const larger = new Int32Array(4 * rows);
      larger.set(begins);
      begins = larger;
    }
    begins[rows++] = position;
  };

  const reset = (recording: Recording) => {
    begins = Int32Array.from({ length: Math.max(1024, ofPrompt.length) }, (_, i) => ofPrompt[i]);
    rows = ofPrompt.length;
    end = prompt.tokens.length;
    version = recording.version;
    key = NONE;
  };

  return {
    update(recording, edits) {
      if (recording.version !== version || recording.recorded < end) reset(recording);
      const { recorded, operations } = recording;
      const changes = edits.filter((position) => position >= end);
      const change = (until: number) => {
        while (changes.length > 0 && changes[0] < until) {
          push(changes.shift() as number);
          key = NONE;
        }
      };
      operations.forward(end, recorded, (position, pc, calls) => {
        if (changes.length > 0) change(position);
        const own = keyByPc[pc];
        if (own !== key || calls !== depth || own === EACH) push(position);
        key = own;
        depth = calls;
        return false;
      });
      change(recorded);
      end = recorded;
      return rows;
    },
    begin: (row) => (row < rows ? begins[row] : end),
    rowOf(position) {
      let low = 0;
      let high = rows;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (begins[middle] <= position) low = middle + 1;
        else high = middle;
      }
      return Math.max(0, low - 1);
    },
  };
}

/** In place of a key: that of no operation, and that of operations that always begin a row. */
const NONE = -1;
const EACH = -2;

/** Operations with the same key at one call depth, one after another, make a row. */
function keysByAddress(
  by: IndexedGrouping,
  origins: readonly { readonly function: number }[],
  lines: Int32Array,
): Int32Array {
  const functions = Int32Array.from(origins, (origin) => origin.function + 1);
  const beyond = lines.reduce((most, line) => Math.max(most, line), 0) + 1;
  switch (by) {
    case 'instruction':
      return new Int32Array(origins.length).fill(EACH);
    case 'line':
      // What has no line is a row by its function.
      return functions.map((f, address) => lines[address] || beyond + f);
    case 'call':
      return functions;
  }
}

/** In the prompt: each instruction, or those of a line or of a function that follow each other; other parts likewise. */
function promptRows(
  by: IndexedGrouping,
  parts: PromptParts,
  keyAt: (position: number) => number,
): readonly number[] {
  const begins = parts.begins();
  if (by === 'instruction') return begins;
  const kindOf = (position: number) => {
    const part = parts.partAt(position);
    return part === 'code' ? keyAt(position) : part;
  };
  return begins.filter((position, i) => i === 0 || kindOf(position) !== kindOf(begins[i - 1]));
}
