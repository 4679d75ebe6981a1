/**
 * How an instruction on floats is done with i32 only, in the form of `recipes.ts`. A float is its bits; what is more
 * than moving them is done by the runtime function of the instruction's name, or of a related one.
 */
import { LOAD, STORE } from './recipes';

const FLOATS = ['f32', 'f64'];
const INTEGERS = ['i32', 'i64'];

/** Instructions that are a call and nothing else. */
const CALLED = [
  ...FLOATS.flatMap((type) =>
    ['add', 'mul', 'div', 'sqrt', 'min', 'max', 'ceil', 'floor', 'trunc', 'nearest']
      .concat('eq', 'lt', 'gt', 'le', 'ge')
      .map((op) => `${type}.${op}`),
  ),
  ...FLOATS.flatMap((float) =>
    INTEGERS.flatMap((integer) =>
      ['s', 'u'].flatMap((sign) => [
        `${float}.convert_${integer}_${sign}`,
        `${integer}.trunc_${float}_${sign}`,
        `${integer}.trunc_sat_${float}_${sign}`,
      ]),
    ),
  ),
  'f32.demote_f64',
  'f64.promote_f32',
];

export const FLOAT_RECIPES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(CALLED.map((op) => [op, `call:${op}`])),
  'f32.load': 'i32.load',
  'f32.store': 'i32.store',
  'f64.load': LOAD,
  'f64.store': STORE,
  'f32.reinterpret_i32': '',
  'i32.reinterpret_f32': '',
  'f64.reinterpret_i64': '',
  'i64.reinterpret_f64': '',
  'f32.abs': 'const:0x7fffffff i32.and',
  'f64.abs': 'const:0x7fffffff i32.and',
  'f32.neg': 'const:0x80000000 i32.xor',
  'f64.neg': 'const:0x80000000 i32.xor',
  'f32.copysign': 'const:0x80000000 i32.and set:b const:0x7fffffff i32.and get:b i32.or',
  'f64.copysign': 'const:0x80000000 i32.and set:B drop const:0x7fffffff i32.and get:B i32.or',
  // The sign is in the word on top. A NaN that is negated gives the same NaN as any other.
  'f32.sub': 'const:0x80000000 i32.xor call:f32.add',
  'f64.sub': 'const:0x80000000 i32.xor call:f64.add',
  'f32.ne': 'call:f32.eq i32.eqz',
  'f64.ne': 'call:f64.eq i32.eqz',
};
