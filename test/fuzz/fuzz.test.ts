/** Random modules in the transformer do what they do on V8; `npm run fuzz` tries many more. */
import assert from 'node:assert/strict';
import { createRandom } from '../toolchain/random';
import { compare } from './compare';
import { FUEL, generate, type RandomModule, write } from './generate';
import { shrink } from './shrink';
import { text } from './tree';

const SEED = Number(process.env.SEED ?? 20_000);
const MODULES = 30;

/** The first module of which that holds. */
async function find(holds: (wat: string) => Promise<boolean>): Promise<RandomModule> {
  for (let seed = SEED; ; seed++) {
    const module = generate(createRandom(seed));
    if (await holds(write(module))) return module;
  }
}

describe(`random modules, seed ${SEED}`, () => {
  it('do what they do on V8', async () => {
    for (let seed = SEED; seed < SEED + MODULES; seed++) {
      const { mismatch } = await compare(write(generate(createRandom(seed))));
      assert.equal(
        mismatch,
        undefined,
        `replay it with: npm run fuzz -- --seed ${seed} --modules 1`,
      );
    }
  });

  const OTHERS: Record<string, readonly [string, string]> = {
    'a global': [
      `(global $fuel (mut i32) (i32.const ${FUEL}))`,
      '(global $fuel (mut i32) (i32.const 7777))',
    ],
    'the size of memory': ['(memory (export "memory") 1 3)', '(memory (export "memory") 2 3)'],
    'a byte of memory': [
      '(data (i32.const 0) "',
      '(data (i32.const 900) "x") (data (i32.const 0) "',
    ],
    'the end': ['(call $put_i32 (memory.size))', '(call $put_i32 (memory.size)) (unreachable)'],
  };
  for (const [name, [part, other]] of Object.entries(OTHERS))
    it(`are found where ${name} is another`, async () => {
      const module = await find(async (wat) => (await compare(wat)).end === 'exit 0');
      const wat = write(module);
      assert.ok(wat.includes(part));
      assert.equal((await compare(wat)).mismatch, undefined);
      assert.notEqual((await compare(wat, wat.replace(part, other))).mismatch, undefined);
    });

  it('are made small', async () => {
    const has = async (m: RandomModule) => write(m).includes('f64.mul');
    const module = await find(async (wat) => wat.includes('f64.mul'));
    const smallest = await shrink(module, has);
    assert.ok(await has(smallest));
    const size = ({ functions }: RandomModule) =>
      functions.reduce((sum, { body }) => sum + text(body).length, 0);
    assert.ok(size(smallest) < size(module) / 10, `${size(smallest)} of ${size(module)}`);
  });
});
