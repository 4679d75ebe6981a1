/** The prompt by its parts, and the parts by what they are made of. */
import type { PromptPart } from '../../protocol/trace-requests';
import type { ProgramMap } from '../program-map';

/** Tokens of the header, which three numbers make. */
const HEADER = 12;
/** Tokens of a jump target, also of the one at the end of the prompt. */
const TARGET = 3;
/** Tokens of a word of memory, and of the address of a run of them. */
const WORD = 4;

export interface PromptParts {
  partAt(position: number): PromptPart;
  /** Machine address of the instruction in whose tokens a position lies; -1 if it lies in none. */
  instructionAt(position: number): number;
  /** Where there begin: instructions in the code, entries of tables, addresses and words of the memory. */
  begins(): readonly number[];
  beginsAt(position: number): boolean;
}

export function createPromptParts({ prompt, program }: ProgramMap): PromptParts {
  const { tokens, positions, ends } = prompt;
  const code = positions.length > 0 ? positions[0] : tokens.length;
  const tables = ends.indexOf(positions.length - 1, positions.at(-1));
  const entries = program.jumpTables.reduce((sum, { length }) => sum + length, 0);
  const memory = tables + entries * TARGET;
  const start = tokens.length - TARGET;
  const every = (from: number, to: number, length: number) =>
    Array.from({ length: (to - from) / length }, (_, i) => from + i * length);
  const partAt = (position: number): PromptPart => {
    if (position < HEADER) return 'header';
    if (position < code) return 'memory';
    if (position < tables) return 'code';
    if (position < memory) return 'jump tables';
    return position < start ? 'memory' : 'start';
  };
  return {
    partAt,
    beginsAt(position) {
      if (position < code) return position % WORD === 0;
      if (position < tables) return prompt.addresses[position] >= 0;
      if (position < memory) return (position - tables) % TARGET === 0;
      return position < start ? (position - memory) % WORD === 0 : position === start;
    },
    instructionAt(position) {
      if (position < code || position >= tables) return -1;
      let low = 0;
      let high = positions.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (positions[middle] <= position) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    },
    begins: () => [
      ...every(0, HEADER, WORD),
      ...every(HEADER, code, WORD),
      ...positions,
      ...every(tables, memory, TARGET),
      ...every(memory, start, WORD),
      start,
    ],
  };
}
