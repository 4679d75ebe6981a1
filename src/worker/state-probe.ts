/** The state of the machine as of any token, fast enough to be asked millions of times. */
import type { Probe } from '../engine/probe';
import type { Reader } from '../engine/reader';
import type { Model } from '../model/model';
import { lookupNamed } from '../model/names';

export class StateProbe {
  private readonly banks: readonly Probe[];
  private readonly locals: Probe;
  private readonly stack: Probe;
  private readonly numbers: Probe;

  constructor(
    model: Model,
    reader: Reader,
    private readonly frameSize: number,
  ) {
    const probe = (name: string) => reader.probe(lookupNamed(model, name));
    this.banks = [0, 1, 2, 3].map((bank) => probe(`memory ${bank}`));
    this.locals = probe('locals');
    this.stack = probe('stack');
    this.numbers = probe('numbers');
  }

  /** A byte of memory; 0 where nothing was written. */
  byte(address: number, asOf: number): number {
    return this.banks[address & 3].value(address >>> 2, asOf) ?? 0;
  }

  /** The token that wrote a byte last; -1 if none has. */
  writerOfByte(address: number, asOf: number): number {
    return this.banks[address & 3].writer(address >>> 2, asOf);
  }

  /** Four bytes, the lowest first, as an unsigned number. */
  word(address: number, asOf: number): number {
    return (
      this.byte(address, asOf) +
      this.byte(address + 1, asOf) * 0x100 +
      this.byte(address + 2, asOf) * 0x10000 +
      this.byte(address + 3, asOf) * 0x1000000
    );
  }

  /** A slot of locals and globals by its key; 0 where nothing was written. */
  slot(key: number, asOf: number): number {
    return this.follow(this.locals, key, asOf);
  }

  writerOfSlot(key: number, asOf: number): number {
    return this.locals.writer(key, asOf);
  }

  local(depth: number, slot: number, asOf: number): number {
    return this.slot(depth * this.frameSize + slot, asOf);
  }

  /** An entry of the operand stack, 0 the lowest. */
  operand(slot: number, asOf: number): number {
    return this.follow(this.stack, slot, asOf);
  }

  /** The number whose digits end at a token. */
  number(position: number, asOf: number): number {
    return this.numbers.value(position, asOf) ?? 0;
  }

  private follow(probe: Probe, key: number, asOf: number): number {
    const pointer = probe.value(key, asOf);
    return pointer === undefined ? 0 : this.number(pointer, asOf);
  }
}
