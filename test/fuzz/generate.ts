/**
 * Random modules that end: loops share a supply of fuel, and functions call only later ones. Everything that a
 * module did is to be seen from outside: it writes its results and globals, and the rest is in its memory.
 */
import type { ValueType } from '../../src/program/program';
import { EDGES, type Random } from '../toolchain/random';
import { conversionsTo, DIVISIONS, loadsOf, operationsOf, storesOf, TYPES } from './operations';
import { instruction, leaf, sequence, type Tree, text } from './tree';

const FUNCTIONS = 4;
const LOCALS_OF_EACH = 2;
export const FUEL = 40;
/** Addresses lie below, but for some that are meant to be out of bounds. */
export const MEMORY_USED = 1024;

/** A function's types; all but the first result are there to be more than one. */
interface Signature {
  readonly params: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export interface RandomFunction extends Signature {
  readonly body: Tree;
}

export interface RandomModule {
  readonly functions: readonly RandomFunction[];
  readonly globals: readonly string[];
  readonly data: string;
  readonly arguments: readonly string[];
}

export function generate(random: Random): RandomModule {
  const signatures = Array.from(
    { length: FUNCTIONS },
    (): Signature => ({
      params: Array.from({ length: random.below(4) }, () => random.pick(TYPES)),
      results: Array.from({ length: random.below(6) ? 1 : 2 }, () => random.pick(TYPES)),
    }),
  );
  return {
    functions: signatures.map((signature, i) => ({
      ...signature,
      body: generateBody(random, signatures, i),
    })),
    globals: TYPES.map((type) => constant(random, type)),
    data: Array.from(
      { length: 64 },
      () => `\\${random.below(256).toString(16).padStart(2, '0')}`,
    ).join(''),
    arguments: signatures[0].params.map((type) => constant(random, type)),
  };
}

function constant(random: Random, type: ValueType): string {
  const word = () => (random.below(3) ? random.word() : random.pick(EDGES));
  const wide = () => (BigInt(random.below(3) ? word() : 0) << 32n) | BigInt(word());
  switch (type) {
    case 'i32':
      return `(i32.const ${word()})`;
    case 'i64':
      return `(i64.const ${wide()})`;
    case 'f32':
      return random.pick([
        () => `(f32.const ${random.below(2000) - 1000}.${random.below(1000)})`,
        () => `(f32.const ${random.pick(SPECIAL)})`,
        () => `(f32.reinterpret_i32 (i32.const ${word()}))`,
      ])();
    case 'f64':
      return random.pick([
        () => `(f64.const ${random.below(2000) - 1000}.${random.below(100000)})`,
        () => `(f64.const ${random.pick(SPECIAL)})`,
        () => `(f64.reinterpret_i64 (i64.const ${wide()}))`,
      ])();
  }
}

const SPECIAL = [
  '0',
  '-0',
  'inf',
  '-inf',
  'nan',
  '1',
  '-1',
  '0x1p-126',
  '0x1p31',
  '0x1p63',
  '1e-40',
];

const isFloat = (type: ValueType) => type.startsWith('f');
/** The bits of a computed NaN are not specified: whatever they are, from here on they are the same. */
const settled = (tree: Tree): Tree =>
  tree.type && isFloat(tree.type) ? instruction(`call $nan_${tree.type}`, tree.type, tree) : tree;

function generateBody(random: Random, signatures: readonly Signature[], index: number): Tree {
  const { params, results } = signatures[index];
  /** Labels that a branch may go to, with what it carries. */
  const labels: { readonly name: string; readonly type?: ValueType }[] = [];
  let named = 0;

  const locals = (type: ValueType): string[] => [
    ...params.flatMap((param, i) => (param === type ? [`$p${i}`] : [])),
    ...Array.from({ length: LOCALS_OF_EACH }, (_, i) => `$${type}_${i}`),
  ];
  const within = (type: ValueType | undefined, make: (name: string) => Tree): Tree => {
    const name = `$L${named++}`;
    labels.push({ name, type });
    const tree = make(name);
    labels.pop();
    return tree;
  };
  const target = (type: ValueType | undefined): string | undefined => {
    const fitting = labels.filter((label) => label.type === type);
    return fitting.length > 0 ? random.pick(fitting).name : undefined;
  };
  const address = (depth: number): Tree => {
    const tree = value('i32', depth);
    if (random.below(60) === 0) return tree;
    return instruction('i32.and', 'i32', tree, leaf('(i32.const 0x1ff)', 'i32'));
  };
  const offset = () => random.pick(['', ' offset=1', ' offset=300']);

  /** Code that leaves a value. */
  const value = (type: ValueType, depth: number): Tree => {
    if (depth <= 0)
      return random.pick([
        () => leaf(constant(random, type), type),
        () => leaf(`(local.get ${random.pick(locals(type))})`, type),
        () => leaf(`(local.get ${random.pick(locals(type))})`, type),
        () => leaf(`(global.get $g_${type})`, type),
      ])();
    const d = depth - 1;
    const { unary, binary } = operationsOf(type);
    return random.pick([
      () => settled(instruction(`${type}.${random.pick(unary)}`, type, value(type, d))),
      ...Array.from(
        { length: 3 },
        () => () =>
          settled(
            instruction(`${type}.${random.pick(binary)}`, type, value(type, d), value(type, d)),
          ),
      ),
      () => (isFloat(type) ? value(type, d) : division(type, d)),
      () => converted(type, d),
      () => (type === 'i32' ? comparison(d) : converted(type, d)),
      () => instruction(`local.tee ${random.pick(locals(type))}`, type, value(type, d)),
      () => instruction(`${random.pick(loadsOf(type))}${offset()}`, type, address(d)),
      () => instruction('select', type, value(type, d), value(type, d), value('i32', d)),
      () => chosen(type, d),
      () => blockWith(type, d),
      () => called(type, d),
      () =>
        type === 'i32'
          ? random.pick([
              leaf('(memory.size)', 'i32'),
              instruction(
                'memory.grow',
                'i32',
                instruction('i32.and', 'i32', value('i32', d), leaf('(i32.const 1)', 'i32')),
              ),
            ])
          : value(type, d),
    ])();
  };
  const division = (type: ValueType, d: number): Tree => {
    const op = random.pick(DIVISIONS);
    const divisor = value(type, d);
    // Mostly divisors that do not trap, or few runs would come far.
    const safe =
      random.below(20) > 0
        ? instruction(
            `${type}.or`,
            type,
            instruction(`${type}.and`, type, divisor, leaf(`(${type}.const 0x7ffffff0)`, type)),
            leaf(`(${type}.const 3)`, type),
          )
        : divisor;
    return instruction(`${type}.${op}`, type, value(type, d), safe);
  };
  const comparison = (d: number): Tree => {
    const type = random.pick(TYPES);
    const op = random.pick(operationsOf(type).compare);
    return instruction(`${type}.${op}`, 'i32', value(type, d), value(type, d));
  };
  const converted = (type: ValueType, d: number): Tree => {
    const [op, from] = random.pick(conversionsTo(type));
    // Trapping truncations are rare, since most values are out of their range.
    const kept = op.includes('trunc_f') && random.below(8) ? op.replace('trunc', 'trunc_sat') : op;
    return settled(instruction(kept, type, value(from, d)));
  };
  const chosen = (type: ValueType, d: number): Tree => ({
    type,
    kids: [value('i32', d), value(type, d), value(type, d)],
    write: ([condition, then, otherwise]) =>
      `(if (result ${type}) ${condition} (then ${then}) (else ${otherwise}))`,
  });
  const blockWith = (type: ValueType, d: number): Tree =>
    within(type, (name) => {
      const leaving = random.pick([
        () =>
          instruction(
            'drop',
            undefined,
            instruction(`br_if ${name}`, type, value(type, d), value('i32', d)),
          ),
        () => {
          const other = target(type) ?? name;
          const branch = instruction(
            `br_table ${name} ${other} ${name}`,
            undefined,
            value(type, d),
            value('i32', d),
          );
          return conditional(d, branch);
        },
      ])();
      const kids = [statements(d), leaving, value(type, d)];
      return {
        type,
        kids,
        write: (parts) => `(block ${name} (result ${type}) ${parts.join('\n')})`,
      };
    });
  const conditional = (d: number, then: Tree): Tree => ({
    kids: [value('i32', d), then],
    write: ([condition, body]) => `(if ${condition} (then ${body}))`,
  });
  const called = (type: ValueType, d: number): Tree => {
    const callees = signatures.flatMap((signature, i) =>
      i > index && signature.results.length === 1 && signature.results[0] === type ? [i] : [],
    );
    if (callees.length === 0) return value(type, d);
    const callee = random.pick(callees);
    const operands = signatures[callee].params.map((param) => value(param, d));
    if (random.below(2)) return instruction(`call $f${callee}`, type, ...operands);
    // The first slot is null, and beyond the last there is none.
    const slot = random.below(25) === 0 ? random.pick([0, 2, 99]) : callee + 1;
    return instruction(
      `call_indirect (type $t${callee})`,
      type,
      ...operands,
      leaf(`(i32.const ${slot})`, 'i32'),
    );
  };

  /** Code that leaves the stack as it is. */
  const statement = (depth: number): Tree => {
    const d = depth - 1;
    if (d < 0) return leaf('(nop)');
    const type = random.pick(TYPES);
    return random.pick([
      () => instruction(`local.set ${random.pick(locals(type))}`, undefined, value(type, d)),
      () => instruction(`local.set ${random.pick(locals(type))}`, undefined, value(type, d)),
      () => instruction(`global.set $g_${type}`, undefined, value(type, d)),
      () =>
        instruction(
          `${random.pick(storesOf(type))}${offset()}`,
          undefined,
          address(d),
          value(type, d),
        ),
      () => instruction('call $out', undefined, value('i32', d)),
      () => instruction('drop', undefined, value(type, d)),
      () => conditional(d, statements(d)),
      () => brokenBlock(d),
      () => loop(d),
      () => severalResults(d),
      () => bulk(d),
    ])();
  };
  const brokenBlock = (d: number): Tree =>
    within(undefined, (name) => {
      const to = target(undefined) ?? name;
      const leaving = random.pick([
        () => instruction(`br_if ${to}`, undefined, value('i32', d)),
        () => instruction(`br_table ${name} ${to} ${name}`, undefined, value('i32', d)),
        () => leaf(`(br ${to})`),
        () => conditional(d, instruction('return', undefined, ...results.map((r) => value(r, 1)))),
      ])();
      return {
        kids: [statements(d), leaving, statements(d)],
        write: (parts) => `(block ${name} ${parts.join('\n')})`,
      };
    });
  const loop = (d: number): Tree => {
    const name = `$L${named++}`;
    return {
      kids: [statements(d), value('i32', 0)],
      write: ([body, again]) =>
        `(loop ${name} ${body} (br_if ${name} (i32.and (call $burn) ${again})))`,
    };
  };
  /** Two values out of one construct: a block, or a function that returns two. */
  const severalResults = (d: number): Tree => {
    const callee = signatures.findIndex((s, i) => i > index && s.results.length === 2);
    const [a, b] =
      callee < 0 || random.below(2)
        ? [random.pick(TYPES), random.pick(TYPES)]
        : signatures[callee].results;
    const usesCallee = callee >= 0 && signatures[callee].results.join() === `${a},${b}`;
    const [first, second] = [a, b].map((type) => random.pick(locals(type)));
    const kids = usesCallee
      ? signatures[callee].params.map((param) => value(param, d))
      : [value(a, d), value(b, d)];
    return {
      kids,
      write: (parts) =>
        `${usesCallee ? `(call $f${callee} ${parts.join(' ')})` : `(block (result ${a} ${b}) ${parts.join(' ')})`} (local.set ${second}) (local.set ${first})`,
    };
  };
  const bulk = (d: number): Tree => {
    const length = leaf(`(i32.const ${random.below(40)})`, 'i32');
    return random.below(2)
      ? instruction('memory.copy', undefined, address(d), address(d), length)
      : instruction('memory.fill', undefined, address(d), value('i32', d), length);
  };
  const statements = (depth: number): Tree =>
    sequence(Array.from({ length: 1 + random.below(3) }, () => statement(depth)));

  return sequence([statements(3), statements(3), ...results.map((type) => value(type, 3))]);
}

/** The module in the text format. */
export function write({ functions, globals, data, arguments: operands }: RandomModule): string {
  const list = (word: string, types: readonly string[]) =>
    types.map((t) => `(${word} ${t})`).join(' ');
  const first = functions[0];
  const results = first.results.map((type) => `(local.set $r_${type})`).reverse();
  return `(module
  (import "stepformer" "output.stdout" (func $out (param i32)))
  ${functions.map(({ params, results: r }, i) => `(type $t${i} (func ${list('param', params)} ${list('result', r)}))`).join('\n  ')}
  (memory (export "memory") 1 3)
  (data (i32.const 0) "${data}")
  (table ${functions.length + 2} funcref)
  (elem (i32.const 1) ${functions.map((_, i) => `$f${i}`).join(' ')})
  (global $fuel (mut i32) (i32.const ${FUEL}))
  ${TYPES.map((type) => `(global $g_${type} (mut ${type}) (${type}.const 0))`).join('\n  ')}
  (func $burn (result i32)
    (global.set $fuel (i32.sub (global.get $fuel) (i32.const 1)))
    (i32.gt_s (global.get $fuel) (i32.const 0)))
  (func $nan_f32 (param f32) (result f32)
    (select (f32.const nan) (local.get 0) (f32.ne (local.get 0) (local.get 0))))
  (func $nan_f64 (param f64) (result f64)
    (select (f64.const nan) (local.get 0) (f64.ne (local.get 0) (local.get 0))))
  (func $put_i32 (param i32)
    (call $out (local.get 0))
    (call $out (i32.shr_u (local.get 0) (i32.const 8)))
    (call $out (i32.shr_u (local.get 0) (i32.const 16)))
    (call $out (i32.shr_u (local.get 0) (i32.const 24))))
  (func $put_i64 (param i64)
    (call $put_i32 (i32.wrap_i64 (local.get 0)))
    (call $put_i32 (i32.wrap_i64 (i64.shr_u (local.get 0) (i64.const 32)))))
  (func $put_f32 (param f32) (call $put_i32 (i32.reinterpret_f32 (local.get 0))))
  (func $put_f64 (param f64) (call $put_i64 (i64.reinterpret_f64 (local.get 0))))
  ${functions.map(writeFunction).join('\n  ')}
  (func (export "run") ${TYPES.map((type) => `(local $r_${type} ${type})`).join(' ')}
    ${TYPES.map((type, i) => `(global.set $g_${type} ${globals[i]})`).join('\n    ')}
    (call $f0 ${operands.join(' ')}) ${results.join(' ')}
    ${TYPES.map((type) => `(call $put_${type} (local.get $r_${type})) (call $put_${type} (global.get $g_${type}))`).join('\n    ')}
    (call $put_i32 (memory.size)) (call $put_i32 (global.get $fuel))))`;
}

function writeFunction({ params, results, body }: RandomFunction, index: number): string {
  const names = [
    ...params.map((type, i) => `(param $p${i} ${type})`),
    ...results.map((type) => `(result ${type})`),
  ].join(' ');
  const locals = TYPES.flatMap((type) =>
    Array.from({ length: LOCALS_OF_EACH }, (_, i) => `(local $${type}_${i} ${type})`),
  );
  return `(func $f${index} (type $t${index}) ${names} ${locals.join(' ')}\n${text(body)})`;
}
