/** The engine's linear memory as the host sees it: numbers at addresses, and constant tables. */
import { type Layout, STATE } from './layout';

export class LinearMemory {
  private buffer: ArrayBufferLike | undefined;
  private bytes!: Uint8Array;
  private view!: DataView;
  private words!: Uint32Array;

  constructor(readonly memory: WebAssembly.Memory) {}

  /** The memory grows, and with it the buffer is a new one. */
  private refresh(): void {
    if (this.buffer === this.memory.buffer) return;
    this.buffer = this.memory.buffer;
    this.bytes = new Uint8Array(this.buffer);
    this.view = new DataView(this.buffer);
    this.words = new Uint32Array(this.buffer);
  }

  /** All of it as unsigned words, as it is now: asking once is faster than `u32` for each. */
  get u32s(): Uint32Array {
    this.refresh();
    return this.words;
  }

  u8(address: number): number {
    this.refresh();
    return this.bytes[address];
  }

  u16(address: number): number {
    this.refresh();
    return this.view.getUint16(address, true);
  }

  u32(address: number): number {
    this.refresh();
    return this.view.getUint32(address, true);
  }

  i32(address: number): number {
    this.refresh();
    return this.view.getInt32(address, true);
  }

  f64(address: number): number {
    this.refresh();
    return this.view.getFloat64(address, true);
  }

  /** A copy of some bytes. */
  bytesAt(address: number, count: number): Uint8Array {
    this.refresh();
    return this.bytes.slice(address, address + count);
  }

  /** Numbers of two bytes, as they are now; `address` is even. */
  u16s(address: number, count: number): Uint16Array {
    return new Uint16Array(this.memory.buffer, address, count);
  }

  setU8(address: number, value: number): void {
    this.refresh();
    this.bytes[address] = value;
  }

  setU16(address: number, value: number): void {
    this.refresh();
    this.view.setUint16(address, value, true);
  }

  setI32(address: number, value: number): void {
    this.refresh();
    this.view.setInt32(address, value, true);
  }

  setF64(address: number, value: number): void {
    this.refresh();
    this.view.setFloat64(address, value, true);
  }

  write(address: number, data: Uint8Array): void {
    this.refresh();
    this.bytes.set(data, address);
  }

  copy(to: number, from: number, bytes: number): void {
    this.refresh();
    this.bytes.copyWithin(to, from, from + bytes);
  }
}

/** Bytes of a WebAssembly page. */
export const WASM_PAGE = 65536;

/** Memory with nothing in it but the layout's fixed part. Other threads can read it. */
export function createMemory(layout: Layout): LinearMemory {
  const initial = layout.heap / WASM_PAGE + 1;
  const memory = new LinearMemory(
    new WebAssembly.Memory({ initial, maximum: WASM_PAGE, shared: true }),
  );
  memory.setI32(STATE.heap, layout.heap);
  memory.setI32(STATE.begin, layout.heap);
  return memory;
}
