/** Asks expressions at a halted program, or over a memory made by hand. */
import { compileExpression } from '../../../src/debugger/expression/compile';
import { evaluator } from '../../../src/debugger/expression/evaluate';
import type { MachineNames } from '../../../src/debugger/expression/places';
import type { ExpressionReader } from '../../../src/debugger/expression/reader';
import type { Halted } from '../halted';

export function readerOf({ interpreter, local }: Halted): ExpressionReader {
  return {
    memorySize: () => interpreter.memory.length,
    memory8: (address) => interpreter.memory[address],
    memory32: (address) => Buffer.from(interpreter.memory.buffer).readUInt32LE(address),
    local,
    global: (slot) => interpreter.local(slot),
    operand: () => 0,
    special: (name) => name.length,
  };
}

export const namesOf = (halted: Halted): MachineNames => ({
  locals: halted.function.locals,
  globals: halted.program.globals,
  functionPointer: halted.table.pointerTo,
});

/** Compiles at the place where a program is halted. */
export function compileAt(halted: Halted, text: string) {
  const compiled = compileExpression(
    text,
    halted.information.scopeAt(halted.offset),
    namesOf(halted),
  );
  // As it comes to another thread.
  const { type, ...data } = compiled;
  return { ...(JSON.parse(JSON.stringify(data)) as typeof data), type };
}

/** The value of an expression at a halted program; throws if it has none. */
export function ask(halted: Halted, text: string): number | bigint {
  const { value } = compileAt(halted, text);
  if (!value) throw new Error(`${text} has no value`);
  return evaluator(value)(readerOf(halted));
}
