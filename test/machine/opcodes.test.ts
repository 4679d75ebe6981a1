/**
 * Every operation of the machine in the transformer, on edge values and random ones: the tokens are those that
 * the interpreter expects, the results those of V8, and no operation takes more tokens than it may.
 */
import assert from 'node:assert/strict';
import { createHullExecutor } from '../../src/executor/hull';
import { lookupReader } from '../../src/executor/taps';
import { BINARY, UNARY } from '../../src/program/arithmetic';
import {
  INPUT_STREAMS,
  OPERATIONS,
  OUTPUT_STREAMS,
  operationIndex,
  TRAPS,
} from '../../src/program/operations';
import type { Program } from '../../src/program/program';
import { TOKENS, VARIANTS } from '../../src/program/vocabulary';
import { WIDE } from '../../src/program/wide';
import { assembleWat } from '../../src/toolchain/read';
import { assertTokens, type Expected, expectedTokens } from '../executor/expected';
import { machineModel } from '../executor/model';
import { programOf } from '../program/build';
import { createRandom, EDGES } from '../toolchain/random';

const SEED = Number(process.env.SEED ?? 3);
const random = createRandom(SEED);
const operands = [...EDGES, ...Array.from({ length: 3 }, () => random.word())];
const pairs = operands.flatMap((y) => operands.map((x) => [y, x] as const));

type Code = (readonly [op: string, a?: number])[];

/** Tokens that an executed operation may take, its own included; others are as long as their digits. */
const BUDGETS: readonly (readonly [RegExp, number])[] = [
  [/^i32\.mul$/, 9],
  [/^i32\.(div|rem|sh|rot)/, 10],
  [/^wide\./, 9],
  [/^i32\.(and|or|xor)$/, 6],
  [/^(local\.get|global\.get|i32\.const)$/, 1],
  [/^local\.(set|tee)\.(top|const)$/, 1],
];

const lower = (wide: string) => `(i32.wrap_i64 ${wide})`;
const upper = (wide: string) => lower(`(i64.shr_u ${wide} (i64.const 32))`);
const plusZ = (word: string) => `(i32.add (local.get $z) ${word})`;
const [y, x] = ['y', 'x'].map((name) => `(i64.extend_i32_u (local.get $${name}))`);
const yAbove = `(i64.shl ${y} (i64.const 32))`;
/** What the operations on parts of 64-bit numbers are, in 64-bit WebAssembly. */
const WIDE_IN_V8: Readonly<Record<string, string>> = {
  'wide.carry': plusZ(upper(`(i64.add ${y} ${x})`)),
  'wide.borrow': plusZ(upper(`(i64.sub ${y} ${x})`)),
  'wide.mul_half': `(i32.shr_u (i32.mul (i32.and (local.get $y) (i32.const 0xffff))
    (i32.and (local.get $x) (i32.const 0xffff))) (i32.const 16))`,
  'wide.mul_high': upper(`(i64.mul ${y} ${x})`),
  'wide.shl': lower(`(i64.shl ${y} ${x})`),
  'wide.shl_over': plusZ(upper(`(i64.shl ${y} ${x})`)),
  'wide.shr_u': upper(`(i64.shr_u ${yAbove} ${x})`),
  'wide.shr_s': upper(`(i64.shr_s ${yAbove} ${x})`),
  'wide.shr_under_u': plusZ(lower(`(i64.shr_u ${yAbove} ${x})`)),
  'wide.shr_under_s': plusZ(lower(`(i64.shr_s ${yAbove} ${x})`)),
};

const executedOperations = new Set<string>();

/** An executed operation, and the tokens that it wrote. */
interface Executed {
  readonly op: string;
  readonly tokens: readonly number[];
}

function executedOf({ tokens, prompt }: Expected): Executed[] {
  const executed: { op: string; tokens: number[] }[] = [];
  for (const id of tokens.slice(prompt.tokens.length)) {
    const { family, value } = TOKENS[id];
    if (family === 'op')
      executed.push({ op: OPERATIONS[VARIANTS[value].operation].name, tokens: [] });
    executed[executed.length - 1].tokens.push(id);
  }
  return executed;
}

/** Runs a program in the transformer; returns what it executed. */
function run(program: Program, input: readonly number[] = []): Executed[] {
  let read = 0;
  const expected = expectedTokens(program, () => input[read++]);
  assertTokens(createHullExecutor(machineModel()), expected);
  const executed = executedOf(expected);
  for (const { op, tokens } of executed) {
    executedOperations.add(op);
    const budget = BUDGETS.find(([pattern]) => pattern.test(op))?.[1];
    if (budget !== undefined)
      assert.ok(tokens.length <= budget, `${op} took ${tokens.length} tokens of ${budget}`);
  }
  return executed;
}

/** The number that the digits among an operation's tokens spell. */
const numberOf = ({ tokens }: Executed) =>
  tokens
    .map((id) => TOKENS[id])
    .filter(({ family }) => family === 'digit')
    .reduce((sum, { value, lane }) => sum + value * 256 ** lane, 0);

const resultsOf = (executed: readonly Executed[], op: string) =>
  executed.filter((step) => step.op === op).map(numberOf);

/** The last operation of a run; a trap where one ended it. */
const endOf = (executed: readonly Executed[]) => executed[executed.length - 1].op;

/** Functions in V8, by name: each gives a number or traps. */
async function inV8(wat: string): Promise<Record<string, (...args: number[]) => number>> {
  const module = new WebAssembly.Module(Uint8Array.from(await assembleWat('test.wat', wat)));
  const { exports } = new WebAssembly.Instance(module);
  return exports as Record<string, (...args: number[]) => number>;
}

const constant = (value: number) => ['i32.const', value >>> 0] as const;
const withMemory = (code: Code, parts: Partial<Program> = {}) =>
  programOf([constant(1), ['memory.set'], ...code, ['halt']], parts);

describe(`operations, seed ${SEED}`, () => {
  for (const op of Object.keys(BINARY))
    it(op, async () => {
      const { f } = await inV8(
        `(module (func (export "f") (param i32 i32) (result i32) (${op} (local.get 0) (local.get 1))))`,
      );
      const sound = pairs.filter(([y, x]) => typeof BINARY[op](y, x) === 'number');
      const code = sound.flatMap(([y, x]): Code => [constant(y), constant(x), [op], ['drop']]);
      const executed = run(programOf([...code, ['halt']]));
      assert.deepEqual(
        resultsOf(executed, op),
        sound.map(([y, x]) => f(y, x) >>> 0),
      );
    });

  for (const op of Object.keys(WIDE))
    it(op, async () => {
      const { pops } = OPERATIONS[operationIndex(op)];
      const { f } = await inV8(
        `(module (func (export "f") (param $z i32) (param $y i32) (param $x i32) (result i32)
          ${WIDE_IN_V8[op]}))`,
      );
      const triples = pairs.map(([y, x]) => {
        // The upper word of a product is made from what comes from below.
        const z = op === 'wide.mul_high' ? WIDE['wide.mul_half'](y, x, 0) : random.pick(operands);
        return [z, y, x] as const;
      });
      const code = triples.flatMap((values): Code => {
        const taken = values.slice(3 - pops).map((value) => constant(value));
        return [...taken, [op], ['drop']];
      });
      const executed = run(programOf([...code, ['halt']]));
      assert.deepEqual(
        resultsOf(executed, op),
        triples.map(([z, y, x]) => f(z, y, x) >>> 0),
      );
    });

  for (const op of Object.keys(UNARY))
    it(op, async () => {
      const { f } = await inV8(
        `(module (func (export "f") (param i32) (result i32) (${op} (local.get 0))))`,
      );
      const code = operands.flatMap((x): Code => [constant(x), [op], ['drop']]);
      const executed = run(programOf([...code, ['halt']]));
      assert.deepEqual(
        resultsOf(executed, op),
        operands.map((x) => f(x) >>> 0),
      );
    });

  it('chains of operations on the results of others', () => {
    const divides = /div|rem/;
    const safe = [
      ...Object.keys(BINARY),
      'wide.mul_half',
      'wide.shl',
      'wide.shr_u',
      'wide.shr_s',
    ].filter((op) => !divides.test(op));
    const code: Code = [constant(random.word())];
    for (let i = 0; i < 400; i++)
      code.push(
        ...random.pick<() => Code>([
          () => [[random.pick(Object.keys(UNARY))]],
          () => [constant(random.word()), [random.pick(safe)]],
          () => [['local.tee.top', i % 7]],
          () => [['local.tee', i % 7]],
        ])(),
      );
    // A "top" must follow an operation that wrote a result.
    const follows = code.filter(
      ([op], i) => !op.endsWith('.top') || /^(i32\.(?!const)|wide)/.test(code[i - 1][0]),
    );
    run(programOf([...follows, ['exit'], ['halt']], { frameSize: 8 }));
  });

  for (const op of ['i32.load', 'i32.load8_s', 'i32.load8_u', 'i32.load16_s', 'i32.load16_u'])
    it(`${op} at every alignment`, async () => {
      const image = Uint8Array.from({ length: 24 }, (_, i) =>
        i % 5 === 3 ? 0 : random.below(256),
      );
      const memory = { image, pages: 1, maxPages: 1 };
      const data = Array.from(image, (b) => `\\${b.toString(16).padStart(2, '0')}`).join('');
      const offsets = [0, 1, 3, 0x1000];
      const { ...f } = await inV8(`(module (memory 1) (data (i32.const 0) "${data}")
        ${offsets.map((o) => `(func (export "${o}") (param i32) (result i32) (${op} offset=${o} (local.get 0)))`).join('\n')})`);
      const places = offsets.flatMap((o) => Array.from({ length: 24 }, (_, i) => [i, o] as const));
      const code = places.flatMap(([i, o]): Code => [constant(i), [op, o], ['drop']]);
      const executed = run(withMemory(code, { memory }));
      assert.deepEqual(
        resultsOf(executed, op),
        places.map(([i, o]) => f[o](i) >>> 0),
      );
    });

  it('stores of every width at every alignment, over one another', async () => {
    const stores = ['i32.store', 'i32.store8', 'i32.store16'];
    const f = await inV8(`(module (memory 1)
      (func (export "i32.load") (param i32) (result i32) (i32.load (local.get 0)))
      ${stores.map((op) => `(func (export "${op}") (param i32 i32) (${op} offset=1 (local.get 0) (local.get 1)))`).join('\n')})`);
    const code: Code = [];
    const expected: number[] = [];
    for (let i = 0; i < 150; i++) {
      const [op, address, value] = [random.pick(stores), random.below(20), random.word()];
      f[op](address, value);
      code.push(constant(address), constant(value), [op, 1]);
      const at = random.below(20);
      expected.push(f['i32.load'](at) >>> 0);
      code.push(constant(at), ['i32.load'], ['drop']);
    }
    assert.deepEqual(resultsOf(run(withMemory(code)), 'i32.load'), expected);
  });

  it('memory.grow and memory.size', async () => {
    const { grow, size } = await inV8(`(module (memory 1 5)
      (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
      (func (export "size") (result i32) (memory.size)))`);
    const steps = [0, 1, 4, 0xffffffff, 2, 0x80000000, 1, 1, 0];
    const memory = { image: new Uint8Array(0), pages: 1, maxPages: 5 };
    const code = steps.flatMap(
      (n): Code => [constant(n), ['memory.grow'], ['drop'], ['memory.size'], ['drop']],
    );
    const executed = run(withMemory(code, { memory }));
    const theirs = steps.map((n) => [grow(n) >>> 0, size()]);
    assert.deepEqual(
      resultsOf(executed, 'memory.grow'),
      theirs.map(([before]) => before),
    );
    assert.deepEqual(
      resultsOf(executed, 'memory.size'),
      theirs.map(([, pages]) => pages),
    );
  });

  it('locals and globals, spelled in every way', () => {
    const sum: Code = [constant(random.word()), constant(random.word()), ['i32.add']];
    const assigned = ['local', 'global'].flatMap((scope, s) =>
      ['set', 'tee'].flatMap((kind, k) => {
        if (scope === 'global' && kind === 'tee') return [];
        const index = 300 * s + k;
        return (
          [
            [...sum, [`${scope}.${kind}`, index]],
            [...sum, [`${scope}.${kind}.top`, index]],
            [constant(random.word()), [`${scope}.${kind}.const`, index]],
          ] as Code[]
        ).flatMap(
          (code): Code => [
            ...code,
            ...(kind === 'tee' ? [['drop'] as const] : []),
            [`${scope}.get`, index],
            constant(1),
            ['i32.or'],
            ['drop'],
          ],
        );
      }),
    );
    run(programOf([...assigned, ['halt']], { frameSize: 400 }));
  });

  it('select, branches and jump tables, taken and not', () => {
    const conditions = [0, 1, 0x100, 0x80000000, 0xffffffff];
    const selects = conditions.flatMap(
      (c): Code => [constant(5), constant(600), constant(c), ['select'], ['drop']],
    );
    const executed = run(programOf([...selects, ['halt']]));
    assert.deepEqual(resultsOf(executed, 'select'), [600, 5, 5, 5, 5]);
    for (const c of conditions) {
      const branch = (op: string) =>
        endOf(run(programOf([constant(c), [op, 3], ['halt'], ['trap: undefined element']])));
      assert.equal(branch('br_if'), c ? 'trap: undefined element' : 'halt');
      assert.equal(branch('if'), c ? 'halt' : 'trap: undefined element');
      const table = programOf(
        [constant(c), ['br_table'], ['halt'], ['trap: undefined element'], ['trap: unreachable']],
        { jumpTables: [[2, 3, 4]] },
      );
      assert.equal(
        endOf(run(table)),
        ['halt', 'trap: undefined element'][c] ?? 'trap: unreachable',
      );
    }
  });

  it('jumps over every distance that takes another number of digits', () => {
    for (const distance of [0, 1, 60, 127, 128, 200, 255, 256, 257, 300, 40_000]) {
      const between = Array.from({ length: distance }, () => ['drop'] as const);
      run(programOf([['br', distance + 2], ['halt'], ...between, ['br', 1]]));
    }
  });

  it('calls, direct and through a table, and their returns', () => {
    const code: Code = [
      ['call', 4],
      constant(1),
      ['call_indirect'],
      ['halt'],
      constant(0),
      ['call_indirect'],
      ['return'],
      constant(5),
      ['local.set.const', 0],
      ['local.get', 0],
      ['drop'],
      ['return'],
    ];
    const executed = run(programOf(code, { jumpTables: [[7, 7]], maxDepth: 2 }));
    assert.equal(executed.filter(({ op }) => op === 'return').length, 3);
  });

  it('input and output', () => {
    const code = INPUT_STREAMS.flatMap((source) =>
      OUTPUT_STREAMS.flatMap(
        (drain): Code => [
          [`input.${source}`],
          constant(0x102),
          ['i32.add'],
          [`output.${drain}`],
          [`input.${source}`],
          [`output.${drain}`],
        ],
      ),
    );
    const executed = run(
      programOf([...code, constant(300), ['exit'], ['halt']]),
      [0, 255, 7, 0x80],
    );
    assert.deepEqual(resultsOf(executed, 'exit'), [300]);
  });

  describe('traps', () => {
    for (const trap of TRAPS)
      it(`the instruction "${trap}"`, () => {
        assert.equal(endOf(run(programOf([[`trap: ${trap}`]]))), `trap: ${trap}`);
      });

    it('unreachable', () => {
      run(programOf([['unreachable'], ['trap: unreachable']]));
    });

    for (const op of ['i32.div_s', 'i32.div_u', 'i32.rem_s', 'i32.rem_u'])
      it(`${op} by zero, or with a quotient that does not fit`, async () => {
        const { f } = await inV8(
          `(module (func (export "f") (param i32 i32) (result i32) (${op} (local.get 0) (local.get 1))))`,
        );
        const cases = [...operands.map((y) => [y, 0]), [0x80000000, 0xffffffff]];
        for (const [y, x] of cases) {
          const end = endOf(run(programOf([constant(y), constant(x), [op], ['halt']])));
          const zero = x === 0 ? 'trap: integer divide by zero' : 'trap: integer overflow';
          if (end === 'halt') assert.doesNotThrow(() => f(y, x));
          else {
            assert.equal(end, zero);
            assert.throws(() => f(y, x), WebAssembly.RuntimeError);
          }
        }
      });

    for (const [op, address] of [
      ['i32.store', 65534],
      ['i32.store16', 65535],
      ['i32.store', 65533],
    ] as const)
      it(`${op} across the end of the memory writes nothing`, () => {
        const bytes = [65532, 65533, 65534, 65535];
        const written = bytes.flatMap(
          (at): Code => [constant(at), constant(at & 255), ['i32.store8']],
        );
        const program = withMemory([...written, constant(address), constant(0x01010101), [op]]);
        const expected = expectedTokens(program);
        assert.equal(expected.stopped, 'out of bounds memory access');
        const executor = createHullExecutor(machineModel());
        assertTokens(executor, expected);
        const found = bytes.map((at) => {
          const { value } = lookupReader(executor, `memory ${at % 4}`)(at >> 2);
          return value[1] === at >> 2 ? value[0] : 0;
        });
        assert.deepEqual(
          found,
          bytes.map((at) => at & 255),
        );
      });

    for (const op of OPERATIONS.filter(({ immediate }) => immediate === 'offset').map(
      (o) => o.name,
    ))
      it(`${op} at the end of the memory`, async () => {
        const store = op.startsWith('i32.store');
        const cases = [
          ...[0, 1, 2, 3, 4, 5].map((i) => [65536 - i, 0]),
          ...[0, 1, 2, 3, 4].map((i) => [5, 65531 - i]),
          [0xffffffff, 0],
          [0xfffffffc, 4],
          [0, 0xffffffff],
          [0x80000000, 0x80000000],
          [2 ** 26, 0],
          [2 ** 26 - 1, 1],
        ];
        const offsets = [...new Set(cases.map(([, offset]) => offset))];
        const f = await inV8(
          `(module (memory 1) ${offsets
            .map((o) =>
              store
                ? `(func (export "${o}") (param i32) (${op} offset=${o} (local.get 0) (i32.const 7)))`
                : `(func (export "${o}") (param i32) (drop (${op} offset=${o} (local.get 0))))`,
            )
            .join('\n')})`,
        );
        for (const [address, offset] of cases) {
          const access: Code = [...(store ? [constant(7)] : []), [op, offset]];
          const rest: Code = store ? [] : [['drop']];
          const end = endOf(run(withMemory([constant(address), ...access, ...rest])));
          if (end === 'halt') assert.doesNotThrow(() => f[offset](address));
          else {
            assert.equal(end, 'trap: out of bounds memory access');
            assert.throws(() => f[offset](address), WebAssembly.RuntimeError);
          }
        }
      });

    it('calls deeper than allowed', () => {
      const program = programOf(
        [
          ['call', 1],
          ['call', 1],
        ],
        { maxDepth: 5 },
      );
      const executed = run(program).map(({ op }) => op);
      assert.equal(executed.filter((op) => op === 'call').length, 6);
      assert.equal(executed[executed.length - 1], 'trap: call stack exhausted');
      const indirect = programOf([constant(0), ['call_indirect']], {
        maxDepth: 3,
        jumpTables: [[0]],
      });
      assert.equal(endOf(run(indirect)), 'trap: call stack exhausted');
    });
  });
});

describe('operations', () => {
  it('are all executed above', () => {
    const missing = OPERATIONS.map(({ name }) => name).filter(
      (name) => !executedOperations.has(name),
    );
    assert.deepEqual(missing, []);
  });
});
