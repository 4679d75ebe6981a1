/** Why an evaluation stopped. */
import type { ExpressionReader } from './reader';

/** Plain data, so that it passes between threads. */
export type Fault =
  | { readonly fault: 'division by zero' }
  | { readonly fault: 'null pointer' }
  | { readonly fault: 'outside memory'; readonly address: number };

/** What evaluating throws, besides what the reader throws. */
export class EvaluationFault extends Error {
  override readonly name = 'EvaluationFault';
  constructor(readonly reason: Fault) {
    super(reason.fault);
  }
}

export const divisionByZero = () => new EvaluationFault({ fault: 'division by zero' });
export const nullPointer = () => new EvaluationFault({ fault: 'null pointer' });

/** Throws an `EvaluationFault` if the memory does not have all of these bytes. */
export function checkBounds(reader: ExpressionReader, address: number, length: number): void {
  if (address + length > reader.memorySize())
    throw new EvaluationFault({ fault: 'outside memory', address });
}
