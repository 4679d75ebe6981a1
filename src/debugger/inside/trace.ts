/** The trace as rows: what each begins with, where that belongs, and what it comes to. */
import { lookupNamed } from '../../model/names';
import { opensEdit } from '../../program/edits';
import { TOKENS } from '../../program/vocabulary';
import type { InstructionPlace, TokenWriter } from '../../protocol/inside';
import {
  TRACE_MOST,
  type TraceGrouping,
  type TraceRow,
  type TraceRows,
} from '../../protocol/trace-requests';
import type { Past } from '../past';
import type { Stepping } from '../stepping';
import type { Stopped } from '../stopped';
import type { Moment } from '../transformer';
import { instructionAt, writerOf } from './place';
import { createPromptParts } from './prompt-parts';
import { createTraceIndex, type IndexedGrouping, type TraceIndex } from './trace-index';

export interface TraceView {
  /** The rows from one on. */
  rows(by: TraceGrouping, first: number, count: number): Promise<TraceRows>;
  rowOf(by: TraceGrouping, position: number): Promise<{ row: number; rows: number }>;
  /** The last tokens; also while it runs. */
  tail(count: number): TraceRows;
}

interface Traced extends Pick<Stopped, 'context' | 'map'> {
  readonly past: Past;
  readonly stepping: Stepping;
}

export function createTraceView({ context, map, past, stepping }: Traced): TraceView {
  const parts = createPromptParts(map);
  const indices = new Map<IndexedGrouping, TraceIndex>();
  const numbers = lookupNamed(context.model, 'numbers');
  const promptEnd = map.prompt.tokens.length;

  async function indexOf(by: IndexedGrouping): Promise<{ index: TraceIndex; total: number }> {
    const edits = await past.edits();
    const index = indices.get(by) ?? createTraceIndex(by, map, parts, stepping.lines);
    indices.set(by, index);
    return { index, total: index.update(context, edits) };
  }

  /**
   * What the rows of an answer are read with: what one finds out of an operation holds for the tokens behind it.
   * `values`: a token that can be asked for the numbers that end before it.
   */
  function reader(recorded: number, values?: Moment) {
    const instructions = new Map<number, InstructionPlace>();
    let begun = { position: -1, end: -1, address: -1, depth: 0 };

    /** Of the operation that a generated token belongs to. */
    const operationOf = (position: number) => {
      if (position >= begun.position && position < begun.end) return begun;
      const { operations } = context;
      const at = isOperation(position)
        ? position
        : operations.backward(promptEnd, position, () => true);
      const next = operations.forward(
        position + 1,
        Math.min(recorded, position + NEAR),
        () => true,
      );
      const [pc, depth] = operations.at(Math.max(promptEnd, at));
      const address = at < 0 ? -1 : map.addressAt(pc);
      begun = { position: at, end: next < 0 ? position + 1 : next, address, depth };
      return begun;
    };

    return (row: number, position: number, end: number, by: TraceGrouping): TraceRow => {
      const writer = writerOf({ context, map }, position);
      const inPrompt = writer === 'prompt';
      const operation = inPrompt ? undefined : operationOf(position);
      const address = operation ? operation.address : parts.instructionAt(position);
      const describes = address >= 0 && writer !== 'person';
      const instruction =
        instructions.get(address) ?? (describes ? instructionAt({ map }, address) : undefined);
      if (instruction) instructions.set(address, instruction);
      return {
        row,
        position,
        tokens: end - position,
        text: context.model.tokens[context.token(position)].text,
        by: writer,
        begins: begins(position, writer),
        depth: operation?.depth ?? 0,
        instruction: describes ? instruction : undefined,
        value: by === 'token' || by === 'instruction' ? valueAt(end - 1, values) : undefined,
        part: inPrompt ? parts.partAt(position) : undefined,
      };
    };
  }

  /** Whether something begins at a token. */
  function begins(position: number, writer: TokenWriter): boolean {
    if (writer === 'prompt') return parts.beginsAt(position);
    return isOperation(position) || opensEdit(context.token(position));
  }

  const isOperation = (position: number) =>
    context.model.tokens[context.token(position)].operation === true;

  /** The number that ends at a token, as heads read it; `undefined` where none does. */
  function valueAt(position: number, values: Moment | undefined): number | undefined {
    const { family, lane } = TOKENS[context.token(position)];
    if (lane !== 0 || !SPELLING.has(family)) return undefined;
    return values?.attend(numbers.layer, numbers.head, [position, 1]).value[0];
  }

  function tokenRows(first: number, count: number, recorded: number, values?: Moment): TraceRow[] {
    const row = reader(recorded, values);
    const end = Math.min(recorded, first + count);
    return Array.from({ length: Math.max(0, end - first) }, (_, i) =>
      row(first + i, first + i, first + i + 1, 'token'),
    );
  }

  return {
    async rows(by, first, count) {
      const { recorded } = context;
      const from = Math.max(0, first);
      const most = Math.min(count, TRACE_MOST);
      const values = context.at(recorded - 1);
      if (by === 'token')
        return { by, total: recorded, recorded, rows: tokenRows(from, most, recorded, values) };
      const { index, total } = await indexOf(by);
      const row = reader(recorded, values);
      const rows = Array.from({ length: Math.max(0, Math.min(most, total - from)) }, (_, i) =>
        row(from + i, index.begin(from + i), index.begin(from + i + 1), by),
      );
      return { by, total, recorded, rows };
    },
    async rowOf(by, position) {
      const { recorded } = context;
      const at = Math.max(0, Math.min(position, recorded - 1));
      if (by === 'token') return { row: at, rows: recorded };
      const { index, total } = await indexOf(by);
      return { row: index.rowOf(at), rows: total };
    },
    tail(count) {
      // The last token may still be on its way.
      const recorded = Math.max(0, context.recorded - 1);
      const most = Math.min(count, TRACE_MOST);
      const rows = tokenRows(Math.max(0, recorded - most), most, recorded);
      return { by: 'token', total: recorded, recorded, rows };
    },
  };
}

/** What spells numbers: constants of the program, results, and a person's. */
const SPELLING: ReadonlySet<string> = new Set(['imm', 'digit', 'person']);

/** How far the next operation is looked for: results are shorter. */
const NEAR = 64;
