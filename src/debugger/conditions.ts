/** Conditions of breakpoints, compiled for the instruction at which they are asked. */
import type { DebugInformation } from './dwarf/information';
import { problem } from './errors';
import { compileExpression } from './expression/compile';
import type { FunctionTable } from './expression/function-table';
import type { ProgramMap } from './program-map';
import type { Condition } from './transformer';

/** A function that compiles a condition for an address. It throws a `UserError` that says what is wrong. */
export function createConditionCompiler(
  map: ProgramMap,
  information: DebugInformation | undefined,
  table: FunctionTable,
): (text: string, address: number) => Condition {
  return (text, address) => {
    const f = map.functionAt(address);
    const knowsC = f !== undefined && map.hasLines(f);
    const scope = knowsC ? information?.scopeAt(map.offsetAt(address)) : undefined;
    const { value } = compileExpression(text, scope, {
      locals: f?.locals ?? [],
      globals: map.program.globals,
      functionPointer: table.pointerTo,
    });
    if (!value) throw problem.noCondition(text);
    return { text, code: value };
  };
}
