/** Which loads and stores access some bytes of the linear memory, by what they asked for: read along with the tokens. */
import type { Reader } from '../engine/reader';
import type { Walk } from '../engine/walk';
import { lookupNamed } from '../model/names';
import { TOKENS } from '../program/vocabulary';
import { MEMORY_OPERATIONS, type MemoryOperation } from './memory-operations';
import type { StateProbe } from './state-probe';

/** Bytes of the memory: [address, address + length). */
export interface Bytes {
  readonly address: number;
  readonly length: number;
}

type Kind = MemoryOperation['kind'];

export class Accesses {
  /** By the kinds that are visited. */
  private readonly walks: Readonly<Record<'load' | 'any', Walk>>;
  /** The number that is added to an address, by `pc`: it stands in the prompt, which stays as it is. */
  private readonly offsets = new Map<number, number>();
  /** By token. */
  private readonly operations: readonly (MemoryOperation | undefined)[];

  constructor(
    private readonly reader: Reader,
    private readonly probe: StateProbe,
  ) {
    this.operations = TOKENS.map(({ id }) => MEMORY_OPERATIONS.get(id));
    const walk = (...kinds: readonly Kind[]) =>
      reader.walk(
        ['pc', 'stack depth'],
        Uint8Array.from(this.operations, (operation) =>
          operation && kinds.includes(operation.kind) ? 1 : 0,
        ),
      );
    this.walks = { load: walk('load'), any: walk('load', 'store') };
  }

  /**
   * Visits the tokens at the positions [from, to) that load from some bytes, or access them in any way, in ascending
   * order, until a visit returns true.
   */
  forward(
    kinds: 'load' | 'any',
    { address: begin, length }: Bytes,
    from: number,
    to: number,
    visit: (position: number) => boolean,
  ): void {
    const { reader, probe, operations } = this;
    const operand = reader.valueInOrder(lookupNamed(reader.model, 'stack'));
    this.walks[kinds].forward(from, to, (position, pc, entries) => {
      const { kind, width, immediate } = operations[reader.token(position)] as MemoryOperation;
      // The value to store lies above its address.
      const pointer = operand(entries - (kind === 'load' ? 1 : 2), position - 1);
      const base = pointer === undefined ? 0 : probe.number(pointer, position - 1);
      const address = base + this.offset(pc, pc + immediate, position);
      return address < begin + length && begin < address + width && visit(position);
    });
  }

  private offset(pc: number, end: number, asOf: number): number {
    const known = this.offsets.get(pc);
    if (known !== undefined) return known;
    const offset = this.probe.number(end, asOf);
    this.offsets.set(pc, offset);
    return offset;
  }
}
