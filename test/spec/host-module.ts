/** The module "spectest" that scripts import from: functions that print, numbers, a table and a memory. */
import type { ValueType } from '../../src/program/program';
import type { ModuleGlobal } from '../../src/toolchain/module';

export const HOST_MODULE = 'spectest';

/** Parameters of the functions; they return nothing, and what they print nobody reads. */
export const HOST_FUNCTIONS: Readonly<Record<string, readonly ValueType[]>> = {
  print: [],
  print_i32: ['i32'],
  print_i64: ['i64'],
  print_f32: ['f32'],
  print_f64: ['f64'],
  print_i32_f32: ['i32', 'f32'],
  print_f64_f64: ['f64', 'f64'],
};

const constant = (type: ValueType, a: number, wide?: bigint): ModuleGlobal => ({
  type,
  mutable: false,
  init: { op: `${type}.const`, offset: -1, a, wide },
});
const f32 = new Uint32Array(Float32Array.of(666.6).buffer)[0];
const f64 = new BigUint64Array(Float64Array.of(666.6).buffer)[0];

export const HOST_GLOBALS: Readonly<Record<string, ModuleGlobal>> = {
  global_i32: constant('i32', 666),
  global_i64: constant('i64', 0, 666n),
  global_f32: constant('f32', f32),
  global_f64: constant('f64', 0, f64),
};

/** Sizes at the start and at most. */
export const HOST_TABLE = { size: 10, maxSize: 20 };
export const HOST_MEMORY = { pages: 1, maxPages: 2 };
