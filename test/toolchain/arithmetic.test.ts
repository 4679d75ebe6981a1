import assert from 'node:assert/strict';
import { BINARY, UNARY } from '../../src/program/arithmetic';
import { agreeWithV8 } from './oracle';
import { createRandom, EDGES } from './random';

const random = createRandom(1);
const operands = [...EDGES, ...Array.from({ length: 8 }, () => random.word())];

/** A module that stores the value of each expression, one word after the other. */
const storing = (expressions: readonly string[]) => `(module
  (memory (export "memory") 1)
  (func (export "main")
    ${expressions.map((e, i) => `(i32.store (i32.const ${i * 4}) ${e})`).join('\n')}))`;

const traps = (op: string, y: number, x: number) => typeof BINARY[op](y, x) === 'string';

describe('i32 arithmetic agrees with V8', () => {
  for (const op of Object.keys(BINARY))
    it(op, async () => {
      const pairs = operands.flatMap((y) => operands.map((x) => [y, x] as const));
      await agreeWithV8(
        storing(
          pairs
            .filter(([y, x]) => !traps(op, y, x))
            .map(([y, x]) => `(${op} (i32.const ${y}) (i32.const ${x}))`),
        ),
      );
    });

  for (const op of Object.keys(UNARY))
    it(op, async () => {
      await agreeWithV8(storing(operands.map((x) => `(${op} (i32.const ${x}))`)));
    });

  for (const op of ['i32.div_s', 'i32.div_u', 'i32.rem_s', 'i32.rem_u'])
    it(`${op} traps`, async () => {
      const main = (y: number, x: number) =>
        `(module (func (export "main") (result i32) (${op} (i32.const ${y}) (i32.const ${x}))))`;
      assert.equal((await agreeWithV8(main(7, 0))).end, 'integer divide by zero');
      assert.equal((await agreeWithV8(main(0, 0))).end, 'integer divide by zero');
      await agreeWithV8(main(0x80000000, 0xffffffff));
    });

  it('select takes the second where the condition is zero', async () => {
    await agreeWithV8(
      storing([
        '(select (i32.const 5) (i32.const 6) (i32.const 0))',
        '(select (i32.const 5) (i32.const 6) (i32.const 1))',
        '(select (result i32) (i32.const 5) (i32.const 600) (i32.const -1))',
      ]),
    );
  });
});

describe('memory agrees with V8', () => {
  const loads = ['load', 'load8_s', 'load8_u', 'load16_s', 'load16_u'];
  const stores = ['store', 'store8', 'store16'];

  it('loads of every width, aligned and not, with offsets', async () => {
    await agreeWithV8(`(module (import "test" "out" (func $out (param i32)))
      (memory 1) (data (i32.const 0) "\\01\\80\\ff\\7f\\00\\fe\\dc\\ba\\98")
      (func $word (param i32)
        (call $out (local.get 0))
        (call $out (i32.shr_u (local.get 0) (i32.const 8)))
        (call $out (i32.shr_u (local.get 0) (i32.const 24))))
      (func (export "main")
        ${loads
          .flatMap((load) =>
            [0, 1, 2, 3, 4].flatMap((address) => [
              `(call $word (i32.${load} (i32.const ${address})))`,
              `(call $word (i32.${load} offset=${address} (i32.const 1)))`,
            ]),
          )
          .join('\n')}))`);
  });

  it('stores of every width', async () => {
    await agreeWithV8(`(module (memory (export "memory") 1) (func (export "main")
      ${stores
        .flatMap((store, i) =>
          [0, 9, 18, 27].map(
            (at) => `(i32.${store} offset=${at} (i32.const ${i * 50}) (i32.const 0x89abcdef))`,
          ),
        )
        .join('\n')}))`);
  });

  for (const access of [...loads, ...stores])
    it(`i32.${access} out of bounds`, async () => {
      const size = access.includes('8') ? 1 : access.includes('16') ? 2 : 4;
      const value = access.startsWith('store') ? '(i32.const 1)' : '';
      const drop = access.startsWith('store') ? '' : 'drop';
      const main = (address: number, offset: number) =>
        `(module (memory 1) (func (export "main")
          (i32.${access} offset=${offset} (i32.const ${address}) ${value}) ${drop}))`;
      const trap = 'out of bounds memory access';
      assert.equal((await agreeWithV8(main(65536 - size, 0))).end, 0);
      assert.equal((await agreeWithV8(main(65537 - size, 0))).end, trap);
      assert.equal((await agreeWithV8(main(0, 65537 - size))).end, trap);
      assert.equal((await agreeWithV8(main(-1, 1))).end, trap);
      assert.equal((await agreeWithV8(main(-1, 0xffffffff))).end, trap);
    });

  it('grows up to its limit and says so', async () => {
    await agreeWithV8(`(module (import "test" "out" (func $out (param i32)))
      (memory (export "memory") 1 4)
      (func (export "main") (result i32)
        (call $out (memory.size))
        (call $out (memory.grow (i32.const 0)))
        (call $out (memory.grow (i32.const 2)))
        (i32.store (i32.const 196604) (i32.const 77))
        (call $out (memory.grow (i32.const 2)))
        (call $out (memory.grow (i32.const -1)))
        (call $out (memory.size))
        (i32.load (i32.const 196608))))`);
  });
});
