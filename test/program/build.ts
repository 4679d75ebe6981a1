/** Hand-made programs for tests. */
import { OPERATIONS, operationIndex } from '../../src/program/operations';
import type { Instruction, Program } from '../../src/program/program';

/** One function's worth of instructions, which starts at address 0 with the heights of straight-line code. */
export function programOf(
  code: readonly (readonly [op: string, a?: number])[],
  parts: Partial<Program> = {},
): Program {
  const instructions = code.map(([op, a = 0]): Instruction => ({ op, a }));
  let height = 0;
  const origins = instructions.map(({ op }) => {
    const origin = { offset: -1, function: -1, first: true, height };
    const { pops, pushes } = OPERATIONS[operationIndex(op)];
    height += pushes - pops;
    return origin;
  });
  return {
    instructions,
    origins,
    entry: 0,
    jumpTables: [],
    functions: [],
    globals: [],
    memory: { image: new Uint8Array(0), pages: 1, maxPages: 2 },
    frameSize: 4,
    maxDepth: 100,
    unsupported: new Map(),
    module: new Uint8Array(0),
    ...parts,
  };
}
