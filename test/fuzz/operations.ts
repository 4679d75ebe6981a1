/** Which instructions random code is made of. */
import type { ValueType } from '../../src/program/program';

export const TYPES: readonly ValueType[] = ['i32', 'i64', 'f32', 'f64'];

const INTEGER = {
  unary: ['clz', 'ctz', 'popcnt', 'extend8_s', 'extend16_s'],
  binary: ['add', 'sub', 'mul', 'and', 'or', 'xor', 'shl', 'shr_s', 'shr_u', 'rotl', 'rotr'],
  compare: ['eq', 'ne', 'lt_s', 'lt_u', 'gt_s', 'gt_u', 'le_s', 'le_u', 'ge_s', 'ge_u'],
};
const FLOAT = {
  unary: ['ceil', 'floor', 'trunc', 'nearest', 'sqrt', 'abs', 'neg'],
  binary: ['add', 'sub', 'mul', 'div', 'min', 'max', 'copysign'],
  compare: ['eq', 'ne', 'lt', 'gt', 'le', 'ge'],
};

export const operationsOf = (type: ValueType) => (type.startsWith('i') ? INTEGER : FLOAT);

export const DIVISIONS = ['div_s', 'div_u', 'rem_s', 'rem_u'];

/** Instructions that make a `to` of another type, with that type. */
export function conversionsTo(to: ValueType): (readonly [op: string, from: ValueType])[] {
  switch (to) {
    case 'i32':
      return [
        ['i32.wrap_i64', 'i64'],
        ['i32.reinterpret_f32', 'f32'],
        ...truncations('i32'),
        ['i32.eqz', 'i32'],
        ['i64.eqz', 'i64'],
      ];
    case 'i64':
      return [
        ['i64.extend_i32_s', 'i32'],
        ['i64.extend_i32_u', 'i32'],
        ['i64.extend32_s', 'i64'],
        ['i64.reinterpret_f64', 'f64'],
        ...truncations('i64'),
      ];
    case 'f32':
      return [['f32.demote_f64', 'f64'], ['f32.reinterpret_i32', 'i32'], ...fromIntegers('f32')];
    case 'f64':
      return [['f64.promote_f32', 'f32'], ['f64.reinterpret_i64', 'i64'], ...fromIntegers('f64')];
  }
}

const FLOATS = ['f32', 'f64'] as const;
const SIGNS = ['s', 'u'] as const;

const truncations = (to: ValueType) =>
  FLOATS.flatMap((from) =>
    SIGNS.flatMap((sign) => [
      [`${to}.trunc_sat_${from}_${sign}`, from] as const,
      [`${to}.trunc_${from}_${sign}`, from] as const,
    ]),
  );
const fromIntegers = (to: ValueType) =>
  (['i32', 'i64'] as const).flatMap((from) =>
    SIGNS.map((sign) => [`${to}.convert_${from}_${sign}`, from] as const),
  );

const NARROW = { i32: ['8', '16'], i64: ['8', '16', '32'], f32: [], f64: [] } as const;

export const loadsOf = (type: ValueType): string[] => [
  `${type}.load`,
  ...NARROW[type].flatMap((bits) => [`${type}.load${bits}_s`, `${type}.load${bits}_u`]),
];
export const storesOf = (type: ValueType): string[] => [
  `${type}.store`,
  ...NARROW[type].map((bits) => `${type}.store${bits}`),
];
