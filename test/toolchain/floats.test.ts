/** Every instruction on floats, lowered and interpreted, against V8; and what the common ones cost. */
import assert from 'node:assert/strict';
import { createInterpreter } from '../../src/program/interpret';
import type { Program } from '../../src/program/program';
import { fromModule } from '../../src/toolchain/build';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { signature } from '../../src/toolchain/signatures';
import { count } from '../conformance/costs';
import {
  FLOAT_OPERATIONS,
  imageOf,
  inV8,
  isNormal,
  loopOver,
  operand,
  operandsFor,
  partner,
  resultOf,
  STRIDE,
  wordsFor,
} from './floats';
import { createRandom } from './random';

const SEED = Number(process.env.SEED ?? 754);
const CASES = Number(process.env.CASES ?? 10_000);
const MOST_INSTRUCTIONS = 250;

const notANumber64 = (bits: bigint) => BigInt.asUintN(63, bits) > 0x7ff0000000000000n;
const notANumber32 = (bits: bigint) => BigInt.asUintN(31, bits) > 0x7f800000n;

/** The program that does `op` with all operands, which are in its memory. */
async function programFor(op: string, operands: readonly bigint[][]): Promise<Program> {
  const program = await fromModule(
    readWasm(await assembleWat('floats.wat', loopOver(op, operands.length))),
  );
  return { ...program, memory: { ...program.memory, image: imageOf(op, operands) } };
}

function run(program: Program) {
  const interpreter = createInterpreter(program, { output: () => {}, input: () => undefined });
  while (interpreter.stopped === undefined) interpreter.step();
  return interpreter;
}

const written = (operands: readonly bigint[]) =>
  operands.map((v) => `0x${v.toString(16)}`).join(', ');

describe(`floats, seed ${SEED}`, () => {
  let v8: Awaited<ReturnType<typeof inV8>>;
  before(async () => {
    v8 = await inV8(FLOAT_OPERATIONS);
  });

  for (const op of FLOAT_OPERATIONS)
    it(op, async () => {
      const random = createRandom(SEED);
      const { params } = signature(op);
      const operands: bigint[][] = [];
      const expected: (readonly number[])[] = [];
      const trapping: bigint[][] = [];
      for (const values of operandsFor(op, CASES, random))
        try {
          const result = v8[op](...wordsFor(op, values));
          expected.push(resultOf(op, typeof result === 'number' ? [result] : result));
          operands.push(values);
        } catch {
          trapping.push(values);
        }
      const { stopped, memory } = run(await programFor(op, operands));
      assert.equal(stopped, 'halted');
      const view = new DataView(memory.buffer, memory.byteOffset);
      operands.forEach((values, i) => {
        const ours = expected[i].map((_, word) => view.getInt32(i * STRIDE + 4 * word, true));
        assert.deepEqual(ours, expected[i], `${op} of ${written(values)}`);
      });
      assert.equal(trapping.length > 0, /\.trunc_f/.test(op));
      for (const values of trapping.slice(0, 40)) {
        const invalid = params[0] === 'f64' ? notANumber64(values[0]) : notANumber32(values[0]);
        const trap = invalid ? 'invalid conversion to integer' : 'integer overflow';
        assert.equal(
          run(await programFor(op, [values])).stopped,
          trap,
          `${op} of ${written(values)}`,
        );
      }
    });

  for (const op of ['f64.add', 'f64.sub', 'f64.mul', 'f32.add', 'f32.sub', 'f32.mul'])
    it(`${op} takes at most ${MOST_INSTRUCTIONS} instructions for normal numbers`, async () => {
      const random = createRandom(SEED);
      const [type] = signature(op).params;
      const operands = Array.from({ length: 3000 }, () => {
        const first = operand(type, random);
        return [first, partner(type, first, random)];
      }).filter((pair) => pair.every((value) => isNormal(type, value)));
      const program = await programFor(op, operands);
      const { offset } =
        program.origins.find(({ offset }) => program.module[offset] === OPCODES[op]) ?? {};
      assert.ok(offset !== undefined);
      const executions = count(program, offset);
      assert.equal(executions.length, operands.length);
      executions.forEach(({ instructions }, i) => {
        assert.ok(
          instructions <= MOST_INSTRUCTIONS,
          `${op} of ${written(operands[i])} takes ${instructions} instructions`,
        );
      });
    });
});

/** Bytes that occur nowhere else in the module of `loopOver`. */
const OPCODES: Readonly<Record<string, number>> = {
  'f32.add': 0x92,
  'f32.sub': 0x93,
  'f32.mul': 0x94,
  'f64.add': 0xa0,
  'f64.sub': 0xa1,
  'f64.mul': 0xa2,
};
