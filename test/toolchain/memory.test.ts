/** memory.copy and memory.fill against V8, at and beyond the ends of the memory. */
import assert from 'node:assert/strict';
import { createInterpreter } from '../../src/program/interpret';
import { fromModule } from '../../src/toolchain/build';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { createRandom } from './random';

const SEED = Number(process.env.SEED ?? 11);
const CASES = 150;
const SIZE = 65536;
const TRAP = 'out of bounds memory access';

const wat = (op: string, operands: readonly number[]) => `(module
  (memory (export "memory") 1)
  (data (i32.const 0) "0123456789abcdefghijklmnopqrstuvwxyz")
  (data (i32.const ${SIZE - 16}) "ABCDEFGHIJKLMNOP")
  (func (export "run") (${op} ${operands.map((n) => `(i32.const ${n})`).join(' ')})))`;

function onV8(wasm: Uint8Array): { trap: boolean; memory: Uint8Array } {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(wasm)));
  const { run, memory } = exports as { run: () => void; memory: WebAssembly.Memory };
  let trap = false;
  try {
    run();
  } catch {
    trap = true;
  }
  return { trap, memory: new Uint8Array(memory.buffer) };
}

describe(`bulk memory, seed ${SEED}`, () => {
  const random = createRandom(SEED);
  const addresses = [0, 1, 3, 8, 20, SIZE - 16, SIZE - 5, SIZE - 1, SIZE, SIZE + 1, 2 ** 32 - 4];
  const lengths = [0, 1, 2, 3, 4, 5, 9, 16, SIZE, 2 ** 31, 2 ** 32 - 1, 2 ** 32 - 16];
  for (const op of ['memory.copy', 'memory.fill'])
    it(op, async () => {
      for (let i = 0; i < CASES; i++) {
        const second = op === 'memory.copy' ? random.pick(addresses) : random.word();
        const operands = [random.pick(addresses), second, random.pick(lengths)];
        const wasm = await assembleWat('test.wat', wat(op, operands));
        const interpreter = createInterpreter(await fromModule(readWasm(wasm)), {
          output: () => {},
          input: () => undefined,
        });
        while (interpreter.stopped === undefined) interpreter.step();
        const expected = onV8(wasm);
        const title = `${op} ${operands.join(' ')}`;
        assert.equal(interpreter.stopped, expected.trap ? TRAP : 'halted', title);
        assert.deepEqual(Buffer.from(interpreter.memory), Buffer.from(expected.memory), title);
      }
    });
});
