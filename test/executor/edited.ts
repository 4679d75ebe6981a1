/** Runs in which a person changes the state between two instructions, as the interpreter says they must go on. */
import assert from 'node:assert/strict';
import type { Executor } from '../../src/executor/executor';
import { lookupReader } from '../../src/executor/taps';
import { editTokens, type Write } from '../../src/program/edits';
import { tokenWriter } from '../../src/program/expect';
import { createInterpreter, type Interpreter } from '../../src/program/interpret';
import { takesConstantBefore, takesDigitsBefore } from '../../src/program/operations';
import type { Program } from '../../src/program/program';
import { type Prompt, writePrompt } from '../../src/program/prompt';
import type { Random } from '../toolchain/random';
import type { Expected } from './expected';

/** Bytes that are edited at the beginning and at the end of the memory. */
const [LOW, HIGH] = [64, 10];

/** How often each kind of edit was made, and each kind of place. */
export type Counts = Map<string, number>;

/** Addresses that the activations on the call stack have come by. */
class Visits {
  private readonly frames: Set<number>[] = [];

  at(address: number, depth: number): void {
    this.frames.length = Math.min(this.frames.length, depth + 1);
    while (this.frames.length <= depth) this.frames.push(new Set());
    this.frames[depth].add(address);
  }

  /** Those of the present activation. */
  get own(): readonly number[] {
    return [...(this.frames[this.frames.length - 1] ?? [])];
  }
}

/** The first `limit` tokens of a run with an edit at one of `every` boundaries; more where digits matter. */
export function editedTokens(
  program: Program,
  random: Random,
  every: number,
  limit: number,
  counts: Counts = new Map(),
): Expected {
  const interpreter = createInterpreter(program, { output: () => {}, input: () => 7 });
  const prompt = writePrompt(program);
  const tokens = Array.from(prompt.tokens);
  const given = new Set<number>();
  const states = new Map<number, (executor: Executor) => void>();
  const write = tokenWriter(program, prompt);
  const visits = new Visits();
  const count = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  while (interpreter.stopped === undefined && tokens.length < limit) {
    write(interpreter.step(), tokens);
    // Start-up code, which has not yet filled the memory, is not to be changed.
    if (interpreter.stopped !== undefined || interpreter.callDepth === 0) continue;
    visits.at(interpreter.pc, interpreter.callDepth);
    const next = program.instructions[interpreter.pc].op;
    for (let one = takesDigitsBefore(next) ? 2 : every; random.below(one) === 0; one = 2) {
      const edited = edit(program, prompt, interpreter, visits, random, count);
      if (!edited) break;
      for (const token of edited) {
        given.add(tokens.length);
        tokens.push(token);
      }
      states.set(tokens.length, stateOf(interpreter, program));
    }
  }
  const { stopped, exitStatus } = interpreter;
  return { prompt, tokens, stopped, exitStatus, given, states };
}

/** Makes a random edit in the interpreter; returns its tokens, or nothing where none is possible. */
function edit(
  program: Program,
  { positions }: Prompt,
  interpreter: Interpreter,
  visits: Visits,
  random: Random,
  count: (what: string) => void,
): number[] | undefined {
  const from = interpreter.pc;
  const { instructions, origins } = program;
  const takesTop = () => takesDigitsBefore(instructions[interpreter.pc].op);
  const respelled = () =>
    takesTop() ? interpreter.operand(interpreter.stackDepth - 1) : undefined;
  if (random.below(5) === 0) {
    const targets = visits.own.filter(
      (address) =>
        origins[address].height === origins[from].height &&
        !takesConstantBefore(instructions[address].op),
    );
    if (targets.length === 0) return undefined;
    const target = random.pick(targets);
    interpreter.jump(target);
    count(takesTop() ? 'jump to where digits are taken' : 'jump');
    return editTokens({ kind: 'jump', distance: positions[target] - positions[from] }, respelled());
  }
  const write = randomWrite(program, interpreter, random);
  if (!write) return undefined;
  interpreter.edit(write);
  count(write.kind === 'memory' ? `memory ${write.width}, ${write.address % 4}` : write.kind);
  if (takesTop()) count('where digits are taken');
  return editTokens(write, respelled());
}

function randomWrite(
  program: Program,
  { stackDepth, callDepth, memory, pc }: Interpreter,
  random: Random,
): Write | undefined {
  const value = random.word();
  const kinds: Write['kind'][] = ['local'];
  if (memory.length > 0) kinds.push('memory');
  const constant = takesConstantBefore(program.instructions[pc].op);
  const operands = constant ? stackDepth - 1 : stackDepth;
  if (operands > 0) kinds.push('operand');
  const kind = random.pick(kinds);
  if (kind === 'memory') {
    const width = random.pick([1, 2, 4] as const);
    const far = memory.length - width - random.below(HIGH - width + 1);
    return { kind, address: random.pick([random.below(LOW - width + 1), far]), width, value };
  }
  if (kind === 'operand') return { kind, slot: random.below(operands), value };
  const { frameSize } = program;
  const depth = random.pick([callDepth, random.below(callDepth + 1)]);
  return { kind, slot: depth * frameSize + random.below(frameSize), value };
}

/** A test that the model's state is what the interpreter's is now. */
function stateOf(interpreter: Interpreter, program: Program) {
  const { memory, callDepth } = interpreter;
  const bytes = memory.length === 0 ? [] : ends(memory.length);
  const expected = {
    bytes: bytes.map((address) => [address, memory[address]] as const),
    locals: Array.from({ length: (callDepth + 1) * program.frameSize }, (_, slot) => slot)
      .filter((slot) => interpreter.local(slot) !== undefined)
      .map((slot) => [slot, interpreter.local(slot)] as const),
    operands: Array.from(
      { length: interpreter.stackDepth },
      (_, slot) => [slot, interpreter.operand(slot)] as const,
    ),
  };
  return (executor: Executor) => {
    const banks = [0, 1, 2, 3].map((bank) => lookupReader(executor, `memory ${bank}`));
    const byteAt = (address: number) => {
      const { value } = banks[address % 4](Math.floor(address / 4));
      return value[1] === Math.floor(address / 4) ? value[0] : 0;
    };
    const numbers = lookupReader(executor, 'numbers');
    const follow = (name: string) => {
      const pointers = lookupReader(executor, name);
      return (slot: number) => numbers(pointers(slot).value[0]).value[0];
    };
    const [local, operand] = [follow('locals'), follow('stack')];
    const found = {
      bytes: expected.bytes.map(([address]) => [address, byteAt(address)]),
      locals: expected.locals.map(([slot]) => [slot, local(slot)]),
      operands: expected.operands.map(([slot]) => [slot, operand(slot)]),
    };
    assert.deepEqual(found, expected, `state after ${executor.length} tokens`);
  };
}

/** Bytes at both ends of the memory, where the edits are. */
function ends(length: number): number[] {
  const low = Array.from({ length: LOW }, (_, i) => i);
  const high = Array.from({ length: HIGH }, (_, i) => length - 1 - i);
  return [...low, ...high];
}
