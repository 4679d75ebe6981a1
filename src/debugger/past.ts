/** What the trace tells of the whole past: by C line, by function, over time. */
import type { LineHistory, RanLine } from '../protocol/line-history';
import type { ProgramMap } from './program-map';
import {
  type OtherFuture,
  type OutputRecord,
  type Parting,
  type SearchRequest,
  type SearchResult,
  STORES,
  type Survey,
  type Transformer,
} from './transformer';
import { createWrittenValues } from './written-values';

export interface Past {
  /** By the numbers that a survey uses. */
  readonly functionNames: readonly string[];
  survey(from: number, to: number, parts: number): Promise<Survey>;
  /** How often lines ran up to the present moment; of all files without one. */
  lines(file?: string): Promise<LineHistory>;
  search(request: SearchRequest): Promise<SearchResult>;
  written(start: number, count: number): Promise<OutputRecord>;
  /** Positions at which a person changed something. */
  edits(): Promise<readonly number[]>;
  futures(): Promise<readonly OtherFuture[]>;
  switchTo(future: number): Promise<void>;
  compare(future: number): Promise<Parting>;
}

/** `lines`: a number from 1 for the line of each instruction; 0 where it has none. */
export function createPast(map: ProgramMap, lines: Int32Array, transformer: Transformer): Past {
  const { program, prompt } = map;
  const { instructions, origins, functions } = program;
  const begin = prompt.tokens.length;
  const byPosition = (value: (address: number) => number) => {
    const values = new Int32Array((prompt.positions.at(-1) ?? -1) + 1);
    prompt.positions.forEach((position, address) => {
      values[position] = value(address);
    });
    return values;
  };
  const fixed = {
    groups: byPosition((address) => lines[address]),
    groupCount: lines.reduce((most, line) => Math.max(most, line), 0) + 1,
    functions: byPosition((address) => origins[address].function),
    functionCount: functions.length,
    stores: Uint8Array.from(byPosition((address) => (isStore(instructions[address].op) ? 1 : 0))),
  };
  const survey = (from: number, to: number, parts: number) =>
    transformer.survey({ ...fixed, from, to, parts });
  const valueAt = createWrittenValues(map, transformer);

  return {
    functionNames: functions.map(map.nameOf),
    survey,
    async lines(file) {
      const now = transformer.length;
      const counted = await survey(begin, now, 1);
      const files = new Map<string, Map<number, RanLine>>();
      const seen = new Set<number>();
      lines.forEach((line, address) => {
        const place = map.lineAt(address);
        if (!place || seen.has(line) || (file !== undefined && place.file !== file)) return;
        seen.add(line);
        const positions = counted.stored.subarray(line * STORES, (line + 1) * STORES);
        const ran: RanLine = {
          line: place.line,
          count: counted.entered[line],
          tokens: counted.tokens[line],
          values: [...positions].filter((position) => position >= 0).flatMap(valueAt),
        };
        const known = files.get(place.file) ?? new Map<number, RanLine>();
        files.set(place.file, known.set(place.line, ran));
      });
      return {
        tokens: now - begin,
        files: [...files].map(([name, ran]) => ({
          file: name,
          lines: [...ran.values()].sort((a, b) => a.line - b.line),
        })),
      };
    },
    search: (request) => transformer.search(request),
    written: (start, count) => transformer.written(start, count),
    edits: () => transformer.edits(),
    futures: () => transformer.futures(),
    switchTo: (future) => transformer.switchTo(future),
    compare: (future) => transformer.compare(future),
  };
}

const isStore = (op: string) => op.startsWith('i32.store');
