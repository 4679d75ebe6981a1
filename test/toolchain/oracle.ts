/** Runs WebAssembly text in the interpreter and in V8, and compares what can be seen from outside. */
import assert from 'node:assert/strict';
import { createInterpreter } from '../../src/program/interpret';
import type { Program } from '../../src/program/program';
import { verifyProgram } from '../../src/program/verify';
import type { Module, ModuleInstruction } from '../../src/toolchain/module';
import { toProgram } from '../../src/toolchain/program';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { lowerSegments } from '../../src/toolchain/segments';

export interface Outcome {
  /** Bytes written to stdout. */
  readonly output: number[];
  /** The exit status, or the trap. */
  readonly end: number | string;
  /** Of the memory, up to the last byte that is not zero. */
  readonly memory: number[];
}

const instruction = (op: string, a = 0): ModuleInstruction => ({ op, offset: -1, a });

/** What the functions of the module "test" do on the machine. */
const TEST_IMPORTS: Readonly<Record<string, readonly ModuleInstruction[]>> = {
  out: [instruction('local.get', 0), instruction('output.stdout')],
  err: [instruction('local.get', 0), instruction('output.stderr')],
  in: [instruction('input.stdin')],
  exit: [instruction('local.get', 0), instruction('exit')],
};

/** Gives the imports of the module "test" their bodies. */
export function linkTestImports(module: Module): Module {
  const functions = module.functions.map((f) =>
    f.imported?.module === 'test'
      ? {
          ...f,
          imported: undefined,
          origin: 'runtime' as const,
          wasmIndex: -1,
          body: [...TEST_IMPORTS[f.imported.field], instruction('end')],
        }
      : f,
  );
  return { ...module, functions };
}

/** Flattens a binary; fails if the program does not verify. */
function programFrom(wasm: Uint8Array): Program {
  const program = toProgram(lowerSegments(linkTestImports(readWasm(wasm))));
  assert.deepEqual(verifyProgram(program), []);
  return program;
}

/** The same from text. */
export async function programOf(wat: string): Promise<Program> {
  return programFrom(await assembleWat('test.wat', wat));
}

const trimmed = (memory: Uint8Array) => {
  let end = memory.length;
  while (end > 0 && memory[end - 1] === 0) end--;
  return Array.from(memory.subarray(0, end));
};

/** Runs a program in the interpreter; fails if it takes more than `limit` instructions. */
export function interpret(program: Program, input: readonly number[] = [], limit = 1e7): Outcome {
  const output: number[] = [];
  let read = 0;
  const machine = createInterpreter(program, {
    output: (stream, byte) => {
      if (stream === 'stdout') output.push(byte);
    },
    input: () => input[read++],
  });
  while (!machine.stopped) {
    machine.step();
    assert.ok(machine.executed < limit, `still running after ${limit} instructions`);
  }
  const end =
    machine.stopped === 'halted' ? (machine.exitStatus as number) : (machine.stopped as string);
  return { output, end, memory: trimmed(machine.memory) };
}

/** V8's messages and the trap that the machine has for each. */
const V8_TRAPS: readonly (readonly [RegExp, string])[] = [
  [/^unreachable/, 'unreachable'],
  [/(divide|remainder) by zero/, 'integer divide by zero'],
  [/divide result unrepresentable/, 'integer overflow'],
  [
    /memory access out of bounds|data segment (\d+ )?is out of bounds/,
    'out of bounds memory access',
  ],
  // While it is instantiated the same words are about an element segment.
  [/^WebAssembly\.Instance.*table index is out of bounds/, 'out of bounds table access'],
  [/table index is out of bounds/, 'undefined element'],
  [/float unrepresentable in integer range/, 'integer overflow'],
  [/signature mismatch/, 'indirect call type mismatch'],
  [/Maximum call stack/, 'call stack exhausted'],
];

class Exit extends Error {
  constructor(readonly status: number) {
    super('exit');
  }
}

/** Runs a module in V8: its start function, then "_start", "main" or "run". */
export function runInV8(wasm: Uint8Array, input: readonly number[] = []): Outcome {
  const output: number[] = [];
  let read = 0;
  let memory: WebAssembly.Memory | undefined;
  let end: number | string = 0;
  try {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(wasm)), {
      test: {
        out: (byte: number) => output.push(byte & 0xff),
        err: () => {},
        in: () => input[read++] ?? -1,
        exit: (status: number) => {
          throw new Exit(status);
        },
      },
    });
    const { _start, main, run } = instance.exports;
    memory = instance.exports.memory as WebAssembly.Memory | undefined;
    const entry = (_start ?? main ?? run) as (() => unknown) | undefined;
    const result = entry?.();
    end = typeof result === 'number' ? result >>> 0 : 0;
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof Exit) end = error.status >>> 0;
    else end = V8_TRAPS.find(([pattern]) => pattern.test(message))?.[1] ?? message;
  }
  return { output, end, memory: memory ? trimmed(new Uint8Array(memory.buffer)) : [] };
}

/**
 * Fails unless the interpreter does with `wat` what V8 does. The memory is compared where it is exported as
 * "memory" and the program ended by itself or trapped after it had started.
 */
export async function agreeWithV8(wat: string, input: readonly number[] = []): Promise<Outcome> {
  const wasm = await assembleWat('test.wat', wat);
  const ours = interpret(programFrom(wasm), input);
  const theirs = runInV8(wasm, input);
  assert.deepEqual(ours.output, theirs.output);
  // V8 does not tell a null entry of the table from one of another type.
  const indirect = ['uninitialized element', 'indirect call type mismatch'];
  if (theirs.end !== 'indirect call type mismatch') assert.equal(ours.end, theirs.end);
  else assert.ok(indirect.includes(String(ours.end)), `${ours.end}`);
  if (theirs.memory.length > 0) assert.deepEqual(ours.memory, theirs.memory);
  return ours;
}
