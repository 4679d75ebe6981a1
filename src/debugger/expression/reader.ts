/** The state of the machine, as far as expressions ask for it. */

export interface ExpressionReader {
  /** In bytes. */
  memorySize(): number;
  /** A byte below that size. */
  memory8(address: number): number;
  /** Four bytes at any address, all below that size, as an unsigned number, the lowest first. */
  memory32(address: number): number;
  /** A slot of the present frame, unsigned 32 bits; 0 if it was never written. */
  local(slot: number): number;
  global(slot: number): number;
  /** An entry of the frame's operand stack. */
  operand(slot: number): number;
  /** `$pc` and others that are not of C, by their names with the dollar. */
  special(name: string): number;
}
