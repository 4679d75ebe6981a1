/** WebAssembly that is encoded and printed here, against wabt and by running it. */
import assert from 'node:assert/strict';
import wabt from 'wabt';
import {
  block,
  br,
  brIf,
  call,
  callIndirect,
  comment,
  drop,
  FunctionBuilder,
  f64,
  get,
  globalGet,
  globalSet,
  i32,
  i64,
  if_,
  loop,
  ModuleBuilder,
  memoryCopy,
  memoryFill,
  memoryGrow,
  memorySize,
  return_,
  select,
  set,
  tee,
  unreachable,
} from '../../src/engine/wasm/wasm';
import { createRandom } from '../toolchain/random';
import { randomExpression } from './randomExpression';

const SEED = Number(process.env.SEED ?? Date.now() % 1e6);
const FEATURES = {
  bulk_memory: true,
  mutable_globals: true,
  sat_float_to_int: true,
  threads: true,
};

/** The printed module as wabt assembles it, without names. */
async function assemble(module: ModuleBuilder): Promise<Uint8Array<ArrayBuffer>> {
  const parsed = (await wabt()).parseWat('printed.wat', module.print(), FEATURES);
  try {
    return Uint8Array.from(parsed.toBinary({ write_debug_names: false }).buffer);
  } finally {
    parsed.destroy();
  }
}

/** Asserts that the two writers agree on every byte; only the encoder appends names. */
async function assertAgree(module: ModuleBuilder): Promise<void> {
  const encoded = module.encode();
  assert(WebAssembly.validate(encoded));
  const assembled = await assemble(module);
  assert.deepEqual(encoded.slice(0, assembled.length), assembled);
  const compiled = new WebAssembly.Module(encoded);
  assert.equal(WebAssembly.Module.customSections(compiled, 'name').length, 1);
  const longest = Math.max(
    ...module
      .print()
      .split('\n')
      .map(({ length }) => length),
  );
  assert(longest <= 100, `a line has ${longest} columns`);
}

type Exports = Record<string, (...args: unknown[]) => unknown>;

/** The exports of a module, of whose text and binary it is asserted that they agree. */
async function run(module: ModuleBuilder, imports: WebAssembly.Imports = {}): Promise<Exports> {
  await assertAgree(module);
  const { instance } = await WebAssembly.instantiate(module.encode(), imports);
  return instance.exports as Exports;
}

const c = i32.const;

describe('WebAssembly writer', () => {
  it('branches to labels', async () => {
    const f = new FunctionBuilder('triangle', [['n', 'i32']], 'i32');
    const [n, sum] = [f.param('n'), f.local('sum', 'i32')];
    f.body.push(
      block('done', [
        loop('again', [
          brIf('done', i32.eqz(get(n))),
          set(sum, i32.add(get(sum), get(n))),
          set(n, i32.sub(get(n), c(1))),
          if_(i32.gt_s(get(sum), c(1000)), [br('done')], [br('again')]),
        ]),
      ]),
      get(sum),
    );
    const module = new ModuleBuilder();
    module.addFunction(f, { export: 'triangle' });
    const { triangle } = await run(module);
    assert.equal(triangle(10), 55);
    assert.equal(triangle(1000), 1000 + 999);
  });

  it('means the innermost of labels that repeat', async () => {
    const f = new FunctionBuilder('f', [], 'i32');
    const x = f.local('x', 'i32');
    f.body.push(
      block('a b', [
        block('a_b', [block('a b', [br('a b')]), set(x, c(1)), br('a_b')]),
        set(x, i32.add(get(x), c(10))),
        br('a b'),
      ]),
      get(x),
    );
    const module = new ModuleBuilder();
    module.addFunction(f, { export: 'f' });
    assert.equal((await run(module)).f(), 11);
  });

  it('reads and writes memory', async () => {
    const f = new FunctionBuilder('f', [['x', 'f64']], 'i32');
    const low = f.local('low', 'i32');
    f.body.push(
      f64.store(c(0), get(f.param('x')), 16),
      memoryCopy(c(100), c(16), c(8)),
      memoryFill(c(104), c(255), c(1)),
      i64.store(c(0), i64.load(c(100)), 70000),
      i32.store8(c(0), c(0x1ff), 1),
      i32.store16(c(2), c(0x18001)),
      set(low, i32.load(c(70000))),
      drop(memoryGrow(c(1))),
      i32.add(
        i32.add(get(low), i32.load8_u(c(70004))),
        i32.add(
          i32.mul(memorySize(), c(1000)),
          i32.add(i32.load8_s(c(1)), i32.add(i32.load16_s(c(2)), i32.load16_u(c(0), 2))),
        ),
      ),
    );
    const module = new ModuleBuilder();
    module.importMemory('env', 'memory', 2, 3, true);
    module.addFunction(f, { export: 'f' });
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 3, shared: true });
    const exports = await run(module, { env: { memory } });
    // The lower half of 1 + 2^-51 is 2.
    assert.equal(exports.f(1 + 2 ** -51), 2 + 255 + 3000 - 1 + (0x8001 - 0x10000) + 0x8001);
    assert.equal(new DataView(memory.buffer).getFloat64(16, true), 1 + 2 ** -51);
  });

  it('fills a table and calls through it', async () => {
    const module = new ModuleBuilder();
    const signature = { params: ['i32', 'i32'], result: 'i32' } as const;
    module.importTable('env', 'table', 8);
    const make = (name: string, element: number, op: typeof i32.add) => {
      const f = new FunctionBuilder(
        name,
        [
          ['a', 'i32'],
          ['b', 'i32'],
        ],
        'i32',
      );
      f.body.push(op(get(f.param('a')), get(f.param('b'))));
      module.addFunction(f, { element });
    };
    make('subtract', 5, i32.sub);
    make('add', 1, i32.add);
    make('multiply', 2, i32.mul);
    const apply = new FunctionBuilder('apply', [['which', 'i32']], 'i32');
    apply.body.push(callIndirect(signature, get(apply.param('which')), c(20), c(3)));
    module.addFunction(apply, { export: 'apply' });
    const table = new WebAssembly.Table({ initial: 8, element: 'anyfunc' });
    const exports = await run(module, { env: { table } });
    assert.deepEqual([1, 2, 5].map(exports.apply), [23, 60, 17]);
    assert.throws(() => exports.apply(3), WebAssembly.RuntimeError);
    make('late', 2, i32.or);
    assert.throws(() => module.encode(), /Two functions have the table entry 2/);
  });

  it('imports functions and globals, and exports globals', async () => {
    const module = new ModuleBuilder();
    module.importFunction('env', 'log "it"', 'log', { params: ['f64', 'i32'] });
    module.importGlobal('env', 'scale', 'scale', 'f64', false);
    module.importGlobal('env', 'hits', 'hits', 'i32', true);
    module.global('total', 'f64', -0, true);
    module.global('wide', 'i64', -(2 ** 40));
    const f = new FunctionBuilder('f', [['x', 'f64']]);
    const scaled = f.local('scaled', 'f64');
    f.body.push(
      globalSet('hits', i32.add(globalGet('hits'), c(1))),
      call('log', tee(scaled, f64.mul(get(f.param('x')), globalGet('scale'))), globalGet('hits')),
      globalSet('total', f64.add(globalGet('total'), get(scaled))),
      globalSet('wide', i64.add(globalGet('wide'), i64.extend_i32_u(c(-1)))),
      if_(i64.eq(globalGet('wide'), i64.const(-(2n ** 40n) + 2n ** 32n - 1n)), [return_()]),
      unreachable(),
    );
    module.addFunction(f, { export: 'añadir\n' });
    const logged: unknown[] = [];
    const hits = new WebAssembly.Global({ value: 'i32', mutable: true }, 7);
    const scale = new WebAssembly.Global({ value: 'f64' }, 2.5);
    const exports = await run(module, {
      env: { 'log "it"': (...args: unknown[]) => logged.push(...args), hits, scale },
    });
    const total = exports.total as unknown as WebAssembly.Global;
    assert(Object.is(total.value, -0));
    exports['añadir\n'](4);
    assert.deepEqual([logged, hits.value, total.value], [[10, 8], 8, 10]);
    assert.throws(() => exports['añadir\n'](4), WebAssembly.RuntimeError);
  });

  it('writes every kind of number', async () => {
    const numbers = [0, -0, 1 / 3, 5e-324, 1e300, -1e21, 2 ** 53, Infinity, -Infinity, NaN];
    const words = [0, 63, 64, -64, -65, 0x7fffffff, -0x80000000];
    const wide = [0n, 63n, 64n, -64n, -65n, 2n ** 63n - 1n, -(2n ** 63n)];
    const module = new ModuleBuilder();
    const add = (
      type: 'i32' | 'i64' | 'f64',
      name: string,
      value: ReturnType<typeof f64.const>,
    ) => {
      const f = new FunctionBuilder(name, [], type);
      f.body.push(value);
      module.addFunction(f, { export: name });
    };
    numbers.forEach((x, i) => void add('f64', `f${i}`, f64.const(x)));
    words.forEach((x, i) => void add('i32', `i${i}`, c(x)));
    wide.forEach((x, i) => void add('i64', `l${i}`, i64.const(x)));
    add('i32', 'unsigned', c(0xffffffff));
    const exports = await run(module);
    numbers.forEach((x, i) => void assert(Object.is(exports[`f${i}`](), x), `${x}`));
    words.forEach((x, i) => void assert.equal(exports[`i${i}`](), x));
    wide.forEach((x, i) => void assert.equal(exports[`l${i}`](), x));
    assert.equal(exports.unsigned(), -1);
    for (const wrong of [0.5, 2 ** 32, -(2 ** 31) - 1, NaN])
      assert.throws(() => c(wrong), RangeError);
    for (const wrong of [2n ** 64n, -(2n ** 63n) - 1n])
      assert.throws(() => i64.const(wrong), RangeError);
  });

  it('leaves the values of blocks, branches and selections', async () => {
    const f = new FunctionBuilder('f', [['x', 'i32']], 'f64');
    const x = f.param('x');
    f.body.push(
      f64.add(
        block('b', [if_(get(x), [f64.const(1)], [f64.const(2)], 'f64')], 'f64'),
        select(f64.const(10), f64.const(20), i32.gt_s(get(x), c(5))),
      ),
    );
    const module = new ModuleBuilder();
    module.addFunction(f, { export: 'f' });
    const exports = await run(module);
    assert.deepEqual([0, 1, 9].map(exports.f), [22, 21, 11]);
  });

  it('tells names apart that are alike as identifiers', async () => {
    const module = new ModuleBuilder();
    const make = (name: string, value: number) => {
      const f = new FunctionBuilder(name, [['x', 'i32']], 'i32');
      const locals = ['x_2', 'x', 'y z', 'y_z', ''].map((local) => f.local(local, 'i32'));
      f.body.push(
        ...locals.map((local, i) => set(local, c(value + i))),
        locals.map(get).reduce(i32.add, get(f.param('x'))),
      );
      module.addFunction(f, { export: name });
      return f;
    };
    const { variables } = make('row 1', 100);
    make('row_1', 200);
    make('größe', 300);
    assert.deepEqual(
      variables.map(({ name }) => name),
      ['x', 'x_2', 'x_3', 'y z', 'y_z', ''],
    );
    const exports = await run(module);
    assert.deepEqual(
      ['row 1', 'row_1', 'größe'].map((name) => exports[name](1)),
      [511, 1011, 1511],
    );
  });

  it('names functions and variables for debuggers', async () => {
    const module = new ModuleBuilder();
    module.importFunction('env', 'log', 'log', { params: [] });
    const f = new FunctionBuilder('crash here', [['x', 'i32']]);
    f.local('total', 'i32');
    f.body.push(unreachable());
    module.addFunction(f, { export: 'f' });
    const exports = await run(module, { env: { log: () => undefined } });
    assert.throws(
      () => exports.f(0),
      (error: Error) => error.stack?.includes('crash here') ?? false,
    );
    const read = (await wabt()).readWasm(module.encode(), { readDebugNames: true });
    read.applyNames();
    const text = read.toText({ foldExprs: false, inlineExport: false });
    read.destroy();
    assert.match(text, /\$log/);
    assert.match(text, /\(param \$x i32\)\s+\(local \$total i32\)/);
  });

  it('prints folded text with comments', () => {
    const module = new ModuleBuilder();
    module.importMemory('env', 'memory', 1, 2, false);
    const f = new FunctionBuilder('store it', [['address', 'i32']]);
    const address = f.param('address');
    f.body.push(
      comment('the first\nof two'),
      loop('again', [
        if_(i32.eqz(get(address)), [br('again')]),
        i32.store(get(address), i32.load8_u(get(address), 4)),
        comment('at the end'),
      ]),
    );
    module.addFunction(f, { export: 'store', element: undefined });
    assert.equal(
      module.print(),
      `(module
  (import "env" "memory" (memory 1 2))
  (func $store_it (export "store") (param $address i32)
    ;; the first
    ;; of two
    (loop $again
      (if (i32.eqz (local.get $address)) (then (br $again)))
      (i32.store (local.get $address) (i32.load8_u offset=4 (local.get $address)))
      ;; at the end
    )))
`,
    );
  });

  it('prints what nests deeper than the width allows', async () => {
    const f = new FunctionBuilder('f', [['x', 'f64']], 'f64');
    const x = get(f.param('x'));
    const chain = (depth: number, combine: (a: typeof x) => typeof x): typeof x =>
      depth === 0 ? x : combine(chain(depth - 1, combine));
    const condition = chain(120, (a) => f64.add(a, f64.const(1)));
    f.body.push(
      if_(f64.gt(condition, f64.const(200)), [
        return_(chain(120, (a) => f64.sub(f64.const(1), a))),
      ]),
      chain(120, (a) => f64.mul(f64.add(a, f64.const(1)), f64.const(0.5))),
    );
    for (let i = 0; i < 30; i++) f.local(`a long name of a local ${i}`, 'f64');
    const module = new ModuleBuilder();
    module.addFunction(f, { export: 'f' });
    const exports = await run(module);
    assert.equal(exports.f(1), 1);
    assert.equal(exports.f(100), 100);
  });

  it('refuses names that nothing has', () => {
    const encoding = (...body: FunctionBuilder['body']) => {
      const module = new ModuleBuilder();
      const f = new FunctionBuilder('f', []);
      f.body.push(...body);
      module.addFunction(f);
      return () => module.encode();
    };
    assert.throws(encoding(call('g')), /"f" names an unknown function "g"/);
    assert.throws(encoding(drop(globalGet('g'))), /"f" names an unknown global "g"/);
    assert.throws(encoding(block('a', []), br('a')), /"f" names an unknown label "a"/);
    const other = new FunctionBuilder('other', [['x', 'i32']]);
    assert.throws(encoding(drop(get(other.param('x')))), /"x", a variable of another function/);
    assert.throws(() => other.param('y'), /"other" has no parameter "y"/);
    const module = new ModuleBuilder();
    module.addFunction(other);
    assert.throws(() => module.addFunction(other), /two functions "other"/);
    module.global('g', 'i32', 0);
    assert.throws(() => module.importGlobal('env', 'g', 'g', 'i32', true), /two globals "g"/);
  });

  it('names every operator as WebAssembly text does', () => {
    for (const [type, operators] of Object.entries({ i32, i64, f64 }))
      for (const [name, build] of Object.entries(operators)) {
        if (name === 'const') continue;
        const { op } = (build as typeof i32.add)(c(0), c(0));
        assert.equal(op, `${type}.${name}`);
      }
  });

  it(`writes random expressions, seed ${SEED}`, async () => {
    const random = createRandom(SEED);
    const module = new ModuleBuilder();
    const types = ['i32', 'i64', 'f64'] as const;
    for (let i = 0; i < 200; i++) {
      const type = types[i % types.length];
      const f = new FunctionBuilder(`f${i}`, [['p', 'i32']], type);
      f.body.push(randomExpression(random, f, type, random.below(7)));
      module.addFunction(f, { export: f.name });
    }
    const exports = await run(module);
    const assembled = (await WebAssembly.instantiate(await assemble(module))).instance.exports;
    const outcome = (f: unknown) => {
      try {
        return (f as (p: number) => unknown)(SEED);
      } catch (error) {
        return String(error);
      }
    };
    for (const name in exports)
      assert.equal(outcome(exports[name]), outcome(assembled[name]), name);
  });
});
