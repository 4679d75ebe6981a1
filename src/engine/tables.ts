/** Constant tables in linear memory; equal ones are kept once. */
import type { ConstantTables } from './emit';
import { STATE } from './layout';
import { type LinearMemory, WASM_PAGE } from './memory';

export interface Tables extends ConstantTables {
  bytes(values: Uint8Array): number;
}

/** `given`: tables that lie at the beginning of the heap already, in code that was made ahead of time. */
export function createTables(memory: LinearMemory, given?: Uint8Array): Tables {
  const known = new Map<string, { address: number; data: Uint8Array }[]>();
  const reserve = (data: Uint8Array): number => {
    const address = memory.i32(STATE.heap);
    const end = Math.ceil((address + data.length) / 16) * 16;
    const missing = Math.ceil(end / WASM_PAGE) - memory.memory.buffer.byteLength / WASM_PAGE;
    if (missing > 0) memory.memory.grow(missing);
    memory.setI32(STATE.heap, end);
    memory.write(address, data);
    return address;
  };
  if (given) reserve(given);
  const bytes = (data: Uint8Array): number => {
    // A sample tells most tables apart; what is alike is compared.
    const sample = Array.from({ length: 16 }, (_, i) => data[Math.floor((i * data.length) / 16)]);
    const key = `${data.length}:${sample}`;
    const alike = known.get(key) ?? [];
    const same = alike.find((table) => Buffer.compare(table.data, data) === 0);
    if (same) return same.address;
    const address = reserve(data);
    known.set(key, [...alike, { address, data: data.slice() }]);
    return address;
  };
  const of = (values: Float64Array | Int32Array) =>
    bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return { bytes, numbers: of, integers: of };
}
