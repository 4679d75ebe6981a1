/**
 * What each opcode costs: the machine instructions that are executed for one, those of linked-in functions
 * included, and the tokens that they take. Counted by the interpreter, whose token sequence is the transformer's.
 */
import { tokenWriter } from '../../src/program/expect';
import { createInterpreter } from '../../src/program/interpret';
import type { Program, ValueType } from '../../src/program/program';
import { writePrompt } from '../../src/program/prompt';
import { fromModule } from '../../src/toolchain/build';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { createRandom, EDGES, type Random } from '../toolchain/random';
import { instructionOf, OPCODES, type Opcode } from './opcodes';

/** Of some executions: the median and the most. */
export interface Spread {
  readonly typical: number;
  readonly most: number;
}

export interface Cost {
  readonly name: string;
  readonly group: string;
  readonly instructions: Spread;
  readonly tokens: Spread;
}

const SAMPLES = 60;

/** Measures all opcodes. */
export async function costsOfAll(): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const opcode of OPCODES) costs.push(await costOf(opcode));
  return costs;
}

/** Measures `opcode` on random operands, among them edges. The same `seed` gives the same figures. */
export async function costOf(opcode: Opcode, seed = 1): Promise<Cost> {
  const random = createRandom(seed);
  const module = readWasm(await assembleWat('cost.wat', moduleOf(opcode, random)));
  const measured = module.functions.find(({ name }) => name === 'measured');
  const wanted = instructionOf(opcode);
  const offset = measured?.body.find(({ op }) => op === wanted)?.offset;
  if (offset === undefined) throw new Error(`${opcode.name} does not occur in its own module`);
  const executions = count(await fromModule(module), offset);
  return {
    name: opcode.name,
    group: opcode.group,
    instructions: spread(executions.map(({ instructions }) => instructions)),
    tokens: spread(executions.map(({ tokens }) => tokens)),
  };
}

function moduleOf({ name, params, results, body }: Opcode, random: Random): string {
  const calls = Array.from({ length: SAMPLES }, () => {
    const operands = params.map((type, index) => constant(name, type, index, random)).join(' ');
    return `(call $measured ${operands})${results.map(() => ' (drop)').join('')}`;
  });
  const globals = ['i32', 'i64', 'f32', 'f64'].map(
    (type) => `(global $${type} (mut ${type}) (${type}.const 1000))`,
  );
  const isLocal = name.startsWith('local.');
  const locals = ['i32', 'i64', 'f32', 'f64'].map((type) => `(local $${type} ${type})`).join(' ');
  return `(module
    (type $none (func))
    (memory 1)
    (table 1 funcref)
    (elem (i32.const 0) $callee)
    ${/init|data/.test(name) ? `(data $passive "${'x'.repeat(64)}") (data $other "x")` : ''}
    ${globals.join(' ')}
    (func $callee)
    (func $measured (param ${params.join(' ')}) (result ${results.join(' ')})
      ${isLocal ? locals : ''} ${body})
    (func (export "run") ${calls.join('\n')}))`;
}

/** An operand: of any kind, but such that the operation does not trap. */
function constant(name: string, type: ValueType, index: number, random: Random): string {
  if (/\.(load|store)/.test(name) && index === 0) return `(i32.const ${random.below(60000)})`;
  if (/trunc_f/.test(name)) return `(${type}.const ${random.below(2 ** 31)}.${random.below(100)})`;
  const isDivisor = /\.(div|rem)_/.test(name) && index === 1;
  const word = () => (random.below(4) ? random.word() : random.pick(EDGES));
  switch (type) {
    case 'i32':
      return `(i32.const ${isDivisor ? Math.max(1, word() & 0x7fffffff) : word()})`;
    case 'i64': {
      const high = random.below(2) ? 0 : word();
      const value = (BigInt(high) << 32n) | BigInt(word());
      return `(i64.const ${isDivisor ? (value & ((1n << 63n) - 1n)) | 1n : value})`;
    }
    case 'f32': {
      const bits = ((random.below(2) << 31) | ((120 + random.below(16)) << 23)) >>> 0;
      return `(f32.reinterpret_i32 (i32.const ${bits + random.below(2 ** 23)}))`;
    }
    case 'f64': {
      const high = ((random.below(2) << 31) | ((1016 + random.below(16)) << 20)) >>> 0;
      const value = (BigInt(high + random.below(2 ** 20)) << 32n) | BigInt(random.word());
      return `(f64.reinterpret_i64 (i64.const ${value}))`;
    }
  }
}

export interface Execution {
  instructions: number;
  tokens: number;
}

/** Each execution of the instruction at `offset`, with what linked-in functions do for it. */
export function count(program: Program, offset: number): Execution[] {
  const { origins, functions } = program;
  const interpreter = createInterpreter(program, { output: () => {}, input: () => undefined });
  const write = tokenWriter(program, writePrompt(program));
  const executions: Execution[] = [];
  let current: Execution | undefined;
  let last = -1;
  while (interpreter.stopped === undefined) {
    const origin = origins[interpreter.pc];
    const isRuntime = functions[origin.function]?.origin === 'runtime';
    const tokens: number[] = [];
    write(interpreter.step(), tokens);
    if (!isRuntime && origin.offset === offset) {
      if (last !== offset) executions.push({ instructions: 0, tokens: 0 });
      current = executions[executions.length - 1];
    } else if (!isRuntime) {
      current = undefined;
    }
    if (!isRuntime) last = origin.offset;
    if (current) {
      current.instructions++;
      current.tokens += tokens.length;
    }
  }
  if (interpreter.stopped !== 'halted') throw new Error(`ended with ${interpreter.stopped}`);
  return executions;
}

/** All 0 where nothing is executed, as for `block`. */
function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { typical: sorted[sorted.length >> 1] ?? 0, most: sorted[sorted.length - 1] ?? 0 };
}
