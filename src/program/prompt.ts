/**
 * A program written as the prompt of the transformer.
 *
 *     header      frame size, maximal call depth, maximal pages: one 4-byte number each
 *     first word  the word of memory at address 0, as a run of its own
 *     code        each instruction: its `code` token, then the bytes of its immediate, most significant first
 *     jump tables 3 bytes an entry
 *     memory      runs of the other words that are not all zero: 3 `imm` and `at` (the byte address of the run),
 *                 then for each word 3 `imm` and `word`
 *     start       three `jump` tokens that add up to the position of the entry
 *
 * A word of memory also opens the stores of the machine. The first comes early, so that hardly a token is
 * without anything to look up.
 *
 * The program counter of the machine is a position in this prompt: that of an instruction's `code` token.
 */
import { OPERATIONS, operationIndex } from './operations';
import type { Program } from './program';
import { tokenId, VARIANTS, variantFor } from './vocabulary';

/** Tokens that begin a run of memory, and of a word in it. */
const RUN = 4;
const WORD = 4;
/** Positions are written in three bytes. */
const MAX_CODE = 2 ** 24;
/** Tokens of a whole prompt: positions in the context are exact up to here. */
const MAX_PROMPT = 2 ** 26;

export interface Prompt {
  /** Token ids. */
  readonly tokens: Int32Array;
  /** Position of each instruction's `code` token, by instruction address. */
  readonly positions: Int32Array;
  /** Instruction address by position of its `code` token; -1 elsewhere. As long as `tokens`. */
  readonly addresses: Int32Array;
  /** Instruction address by the position that follows its immediate; -1 elsewhere. */
  readonly ends: Int32Array;
}

type Imm = (value: number, bytes: number) => void;

/** Writes `program` as a prompt. Throws a `RangeError` if it does not fit the machine's 24-bit positions. */
export function writePrompt(program: Program): Prompt {
  const variants = program.instructions.map(({ op, a }) => {
    const operation = operationIndex(op);
    return variantFor(operation, OPERATIONS[operation].immediate === 'table' ? 0 : a);
  });
  const header = [program.frameSize, program.maxDepth, program.memory.maxPages];
  const positions = new Int32Array(variants.length);
  let end = header.length * 4 + RUN + WORD;
  variants.forEach((variant, address) => {
    positions[address] = end;
    end += 1 + VARIANTS[variant].length;
  });
  const tables = program.jumpTables.map((table) => {
    const position = end;
    end += table.length * 3;
    return position;
  });
  if (end >= MAX_CODE)
    throw new RangeError(
      `the program is too large: its code takes ${end} tokens and the machine addresses ${MAX_CODE}; compile it with -Os or split it`,
    );
  const { image } = program.memory;
  const runs = memoryRuns(image);
  const memory = runs.reduce((sum, [begin, end]) => sum + RUN + (end - begin) * WORD, 0);
  if (end + memory >= MAX_PROMPT)
    throw new RangeError(
      `the program is too large: its data takes ${memory} tokens and the context holds ${MAX_PROMPT}; let it compute or read its data`,
    );

  const tokens: number[] = [];
  const imm = (value: number, bytes: number) => {
    for (let lane = bytes - 1; lane >= 0; lane--)
      tokens.push(tokenId('imm', Math.floor(value / 256 ** lane) % 256, lane));
  };
  for (const word of header) imm(word, 4);
  writeRun(0, 1, image, tokens, imm);
  program.instructions.forEach(({ op, a }, address) => {
    tokens.push(tokenId('code', variants[address]));
    const { immediate } = OPERATIONS[operationIndex(op)];
    if (immediate === 'table') {
      imm(program.jumpTables[a].length - 1, 4);
      imm(tables[a], 4);
    } else {
      imm(immediate === 'target' ? positions[a] : a, VARIANTS[variants[address]].length);
    }
  });
  for (const table of program.jumpTables) for (const target of table) imm(positions[target], 3);
  for (const [begin, end] of runs) writeRun(begin, end, image, tokens, imm);
  const entry = positions[program.entry];
  for (let lane = 2; lane >= 0; lane--)
    tokens.push(tokenId('jump', Math.floor(entry / 256 ** lane) % 256, lane));

  const addresses = new Int32Array(tokens.length).fill(-1);
  const ends = new Int32Array(tokens.length).fill(-1);
  positions.forEach((position, address) => {
    addresses[position] = address;
    ends[position + 1 + VARIANTS[variants[address]].length] = address;
  });
  return { tokens: Int32Array.from(tokens), positions, addresses, ends };
}

/** The runs of words that are not all zero, each from one word up to another, but for the first word. */
function memoryRuns(image: Uint8Array): (readonly [begin: number, end: number])[] {
  const runs: [number, number][] = [];
  for (let at = 4; at < image.length; at++) {
    if (image[at] === 0) continue;
    const word = at >> 2;
    const last = runs.at(-1);
    if (last && last[1] >= word) last[1] = word + 1;
    else runs.push([word, word + 1]);
  }
  return runs;
}

/** The words from one to another, as a run. */
function writeRun(begin: number, end: number, image: Uint8Array, tokens: number[], imm: Imm): void {
  imm(begin * 4, 4);
  tokens[tokens.length - 1] = tokenId('at', (begin * 4) % 256);
  for (let word = begin; word < end; word++) {
    const bytes = [3, 2, 1, 0].map((lane) => image[word * 4 + lane] ?? 0);
    for (let lane = 3; lane > 0; lane--) tokens.push(tokenId('imm', bytes[3 - lane], lane));
    tokens.push(tokenId('word', bytes[3]));
  }
}
