/**
 * Every opcode that the machine has, each with a function that executes it, so that its cost can be measured: the
 * MVP, sign extension, saturating conversion and the bulk memory operations.
 */
import type { ValueType } from '../../src/program/program';
import { signature } from '../../src/toolchain/signatures';

export interface Opcode {
  readonly name: string;
  /** Under which heading it stands. */
  readonly group: string;
  /** Types of the function's parameters. */
  readonly params: readonly ValueType[];
  /** Types of its results. */
  readonly results: readonly ValueType[];
  /** The function's body in the text format. */
  readonly body: string;
}

const INTEGER = [
  ...['clz', 'ctz', 'popcnt', 'eqz', 'eq', 'ne', 'lt_s', 'lt_u', 'gt_s', 'gt_u', 'le_s', 'le_u'],
  ...['ge_s', 'ge_u', 'add', 'sub', 'mul', 'div_s', 'div_u', 'rem_s', 'rem_u', 'and', 'or', 'xor'],
  ...['shl', 'shr_s', 'shr_u', 'rotl', 'rotr', 'extend8_s', 'extend16_s'],
];
const FLOAT = [
  ...['abs', 'neg', 'ceil', 'floor', 'trunc', 'nearest', 'sqrt', 'add', 'sub', 'mul', 'div'],
  ...['min', 'max', 'copysign', 'eq', 'ne', 'lt', 'gt', 'le', 'ge'],
];
const CONVERSIONS = [
  'i32.wrap_i64',
  'i64.extend_i32_s',
  'i64.extend_i32_u',
  'f32.demote_f64',
  'f64.promote_f32',
  ...['i32', 'i64'].flatMap((integer) =>
    ['f32', 'f64'].flatMap((float) =>
      ['s', 'u'].flatMap((sign) => [
        `${integer}.trunc_${float}_${sign}`,
        `${integer}.trunc_sat_${float}_${sign}`,
        `${float}.convert_${integer}_${sign}`,
      ]),
    ),
  ),
  ...['i32.reinterpret_f32', 'i64.reinterpret_f64', 'f32.reinterpret_i32', 'f64.reinterpret_i64'],
];
const TYPES: readonly ValueType[] = ['i32', 'i64', 'f32', 'f64'];
const LOADS = TYPES.flatMap((type) => {
  const narrow = type === 'i32' ? ['8', '16'] : type === 'i64' ? ['8', '16', '32'] : [];
  const signs = narrow.flatMap((bits) => [`${type}.load${bits}_s`, `${type}.load${bits}_u`]);
  return [
    `${type}.load`,
    ...signs,
    `${type}.store`,
    ...narrow.map((bits) => `${type}.store${bits}`),
  ];
});

const plain =
  (group: string) =>
  (name: string): Opcode => {
    const { params, results } = signature(name);
    const operands = params.map((_, index) => `(local.get ${index})`).join(' ');
    return { name, group, params, results, body: `(${name} ${operands})` };
  };

const special = (
  group: string,
  name: string,
  body: string,
  params: readonly ValueType[] = [],
  results: readonly ValueType[] = [],
): Opcode => ({ name, group, params, results, body });

const control = (name: string, body: string, params?: ValueType[], results?: ValueType[]) =>
  special('Control', name, body, params, results);

const variable = (name: string, type: ValueType): Opcode[] => [
  special('Variables', `${name}.get (${type})`, `(drop (${name}.get $${type}))`),
  special('Variables', `${name}.set (${type})`, `(${name}.set $${type} (local.get 0))`, [type]),
  ...(name === 'local'
    ? [
        special(
          'Variables',
          `${name}.tee (${type})`,
          `(drop (${name}.tee $${type} (local.get 0)))`,
          [type],
        ),
      ]
    : []),
];

export const OPCODES: readonly Opcode[] = [
  control('nop', '(nop)'),
  control('block', '(block)'),
  control('loop', '(loop)'),
  control('if', '(if (local.get 0) (then))', ['i32']),
  control('else', '(if (local.get 0) (then (nop)) (else (nop)))', ['i32']),
  control('br', '(block (br 0))'),
  control('br_if', '(block (br_if 0 (local.get 0)))', ['i32']),
  control('br_table', '(block (block (br_table 0 1 0 (local.get 0))))', ['i32']),
  control('return', '(return)'),
  control('call', '(call $callee)'),
  control('call_indirect', '(call_indirect (type $none) (i32.const 0))'),
  ...TYPES.map((type) => control(`drop (${type})`, '(drop (local.get 0))', [type])),
  ...TYPES.map((type) =>
    control(
      `select (${type})`,
      '(select (local.get 0) (local.get 1) (local.get 2))',
      [type, type, 'i32'],
      [type],
    ),
  ),
  ...TYPES.flatMap((type) => variable('local', type)),
  ...TYPES.flatMap((type) => variable('global', type)),
  ...TYPES.map((type) => special('Variables', `${type}.const`, `(drop (${type}.const 1000))`)),
  ...LOADS.map(plain('Memory')),
  special('Memory', 'memory.size', '(drop (memory.size))'),
  special('Memory', 'memory.grow', '(drop (memory.grow (i32.const 0)))'),
  ...[0, 64, 1024].flatMap((bytes) => [
    special(
      'Memory',
      `memory.fill, ${bytes} bytes`,
      `(memory.fill (i32.const 8) (i32.const 7) (i32.const ${bytes}))`,
    ),
    special(
      'Memory',
      `memory.copy, ${bytes} bytes`,
      `(memory.copy (i32.const 4096) (i32.const 8) (i32.const ${bytes}))`,
    ),
  ]),
  special(
    'Memory',
    'memory.init, 64 bytes',
    '(memory.init $passive (i32.const 8) (i32.const 0) (i32.const 64))',
  ),
  special('Memory', 'data.drop', '(data.drop $other)'),
  ...INTEGER.map((op) => `i32.${op}`).map(plain('32-bit integers')),
  ...[...INTEGER, 'extend32_s'].map((op) => `i64.${op}`).map(plain('64-bit integers')),
  ...FLOAT.map((op) => `f32.${op}`).map(plain('32-bit floats')),
  ...FLOAT.map((op) => `f64.${op}`).map(plain('64-bit floats')),
  ...CONVERSIONS.map(plain('Conversions')),
];

/** The instruction that is measured: the name without what is said in brackets or after a comma. */
export const instructionOf = ({ name }: Opcode): string => name.replace(/[ ,].*$/, '');
