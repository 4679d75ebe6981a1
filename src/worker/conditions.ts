/** Conditions of breakpoints, evaluated where an operation begins. */
import { condition } from '../debugger/expression/evaluate';
import { EvaluationFault } from '../debugger/expression/faults';
import type { ExpressionReader } from '../debugger/expression/reader';
import type { Condition } from '../debugger/transformer';
import type { MemorySize } from './memory-size';
import type { StateProbe } from './state-probe';
import type { Holds } from './tests';

/** Why a condition cannot be evaluated, as plain data for whoever tells a person. */
export class ConditionFault extends Error {
  constructor(
    readonly condition: Condition,
    readonly fault: EvaluationFault['reason'],
  ) {
    super(fault.fault);
  }
}

/** What of the state as of a token is read otherwise than by the probe. */
export interface Measures {
  memorySize(): MemorySize;
  stackDepth(asOf: number): number;
}

export class Conditions {
  /** The last token before the operation at which a condition is asked. */
  private asOf = 0;
  private depth = 0;
  private pc = 0;
  private readonly reader: ExpressionReader;

  constructor(
    probe: () => StateProbe,
    private readonly measures: Measures,
  ) {
    const specials: Record<string, () => number> = {
      $pc: () => this.pc,
      $sp: () => measures.stackDepth(this.asOf),
      $depth: () => this.depth,
      $token: () => this.asOf + 1,
    };
    this.reader = {
      memorySize: () => measures.memorySize().atLeast(this.asOf),
      memory8: (address) => probe().byte(address, this.asOf),
      memory32: (address) => probe().word(address, this.asOf),
      local: (slot) => probe().local(this.depth, slot, this.asOf),
      global: (slot) => probe().slot(slot, this.asOf),
      operand: () => 0,
      special: (name) => specials[name]?.() ?? 0,
    };
  }

  /** A function that tells whether a condition holds. It throws a `ConditionFault`. */
  compile(asked: Condition): Holds {
    const holds = condition(asked.code);
    return (position, pc, depth) => {
      this.asOf = position - 1;
      this.pc = pc;
      this.depth = depth;
      try {
        return this.inMemory(holds);
      } catch (error) {
        if (error instanceof EvaluationFault) throw new ConditionFault(asked, error.reason);
        throw error;
      }
    };
  }

  /** Evaluates within the memory as far as it is known, and where that does not do, as it is. */
  private inMemory(holds: (reader: ExpressionReader) => boolean): boolean {
    for (;;) {
      try {
        return holds(this.reader);
      } catch (error) {
        if (!this.measures.memorySize().isLarger(this.asOf)) throw error;
      }
    }
  }
}
