/** Small programs that begin as every program does, with one token of each kind that a prompt can hold. */
import type { Instruction, Program } from '../program/program';

function program(pages: number): Program {
  const instructions: Instruction[] = [
    { op: 'i32.const', a: pages },
    { op: 'memory.set', a: 0 },
    { op: 'i32.const', a: 70000 },
    { op: 'global.set.const', a: 0 },
    { op: 'call', a: 7 },
    { op: 'exit', a: 0 },
    { op: 'halt', a: 0 },
    { op: 'i32.const', a: 0 },
    { op: 'return', a: 0 },
    { op: 'br_table', a: 0 },
  ];
  const origin = { offset: -1, function: -1, first: true, height: 0 };
  return {
    instructions,
    origins: instructions.map(() => origin),
    entry: 0,
    jumpTables: [[0, 1]],
    functions: [],
    globals: [{ name: 'g', type: 'i32', slots: [0] }],
    memory: { image: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), pages, maxPages: 1024 },
    frameSize: 1,
    maxDepth: 100,
    unsupported: new Map(),
    module: new Uint8Array(),
  };
}

/** A size of memory takes one or two bytes. */
export const TRIALS: readonly Program[] = [program(2), program(300)];
