/** memory.copy and memory.fill against V8, at and beyond the ends of the memory. */
import assert from 'node:assert/strict';
import { createInterpreter } from '../../src/program/interpret';
import { fromModule } from '../../src/toolchain/build';
import { assembleWat, readWasm } from '../../src/toolchain/read';
import { agreeWithV8 } from './oracle';
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

describe('passive data segments agree with V8', () => {
  const BYTES = 'abcdefghijk';
  const wat = (actions: string) => `(module
    (memory (export "memory") 1)
    (data $active (i32.const 4) "xyz")
    (data $passive "${BYTES}")
    (data $empty "")
    (func (export "main") ${actions}))`;
  const init = (segment: string, to: number, from: number, length: number) =>
    `(memory.init $${segment} (i32.const ${to}) (i32.const ${from}) (i32.const ${length}))`;

  const cases: Record<string, string> = {
    'are copied whole and in part': init('passive', 16, 0, 11) + init('passive', 101, 3, 6),
    'of no bytes': init('empty', 0, 0, 0) + init('passive', 65536, 11, 0),
    'reach to the end of memory': init('passive', 65525, 0, 11),
    'are gone once they are dropped': `(data.drop $passive) ${init('passive', 0, 0, 0)} (data.drop $passive)`,
    'are dropped where they were active': init('active', 0, 0, 0),
  };
  for (const [name, actions] of Object.entries(cases))
    it(name, async () => {
      assert.equal((await agreeWithV8(wat(actions))).end, 0);
    });

  const traps: Record<string, string> = {
    'beyond the segment': init('passive', 0, 1, 11),
    'beginning beyond the segment': init('passive', 0, 12, 0),
    'with a length that wraps': init('passive', 0, 1, -1),
    'beyond the memory': init('passive', 65526, 0, 11),
    'far beyond the memory': init('passive', -4, 0, 8),
    'beginning beyond the memory': init('passive', 65537, 0, 0),
    'from a dropped one': `(data.drop $passive) ${init('passive', 0, 0, 1)}`,
    'from an active one': init('active', 0, 0, 1),
  };
  for (const [name, actions] of Object.entries(traps))
    it(`trap ${name}, with nothing written`, async () => {
      const { end } = await agreeWithV8(wat(init('passive', 40, 0, 5) + actions));
      assert.equal(end, 'out of bounds memory access');
    });
});
