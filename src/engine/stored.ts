/** Loading and storing the numbers that a page or an event keeps. */
import type { Dimension } from './plan';
import { f64, type Instruction, i32 } from './wasm/wasm';

/** A kept number: entry `index` of its array, which begins at `offset` of a page. */
export function loadStored(
  dimension: Dimension,
  page: Instruction,
  index: Instruction,
  offset: number,
): Instruction {
  if (dimension.source !== 'stored') throw new Error(`${dimension.name} is not stored`);
  switch (dimension.storage) {
    case 'u8':
      return f64.convert_i32_u(i32.load8_u(i32.add(page, index), offset));
    case 'u16':
      return f64.convert_i32_u(i32.load16_u(i32.add(page, i32.shl(index, i32.const(1))), offset));
    case 'u32':
      return f64.convert_i32_u(i32.load(i32.add(page, i32.shl(index, i32.const(2))), offset));
    case 'f64':
      return f64.load(i32.add(page, i32.shl(index, i32.const(3))), offset);
  }
}

export function storeStored(
  dimension: Dimension,
  page: Instruction,
  index: Instruction,
  offset: number,
  value: Instruction,
): Instruction {
  if (dimension.source !== 'stored') throw new Error(`${dimension.name} is not stored`);
  const whole = () => i32.trunc_sat_f64_u(value);
  switch (dimension.storage) {
    case 'u8':
      return i32.store8(i32.add(page, index), whole(), offset);
    case 'u16':
      return i32.store16(i32.add(page, i32.shl(index, i32.const(1))), whole(), offset);
    case 'u32':
      return i32.store(i32.add(page, i32.shl(index, i32.const(2))), whole(), offset);
    case 'f64':
      return f64.store(i32.add(page, i32.shl(index, i32.const(3))), value, offset);
  }
}

/** A number that an event keeps at an offset. */
export function loadEvent(dimension: Dimension, event: Instruction, offset: number): Instruction {
  if (dimension.source !== 'stored') return f64.load(event, offset);
  return loadStored(dimension, event, i32.const(0), offset);
}

export function storeEvent(
  dimension: Dimension,
  event: Instruction,
  offset: number,
  value: Instruction,
): Instruction {
  if (dimension.source !== 'stored') return f64.store(event, value, offset);
  return storeStored(dimension, event, i32.const(0), offset, value);
}
