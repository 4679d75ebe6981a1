/** The state as expressions read it, in one frame of the present moment. */
import type { ExpressionReader } from './expression/reader';
import type { Frame } from './frames';
import type { ProgramMap } from './program-map';
import type { MachineState } from './state';
import type { Context } from './transformer';

export function createFrameReader(
  map: ProgramMap,
  state: MachineState,
  context: Context,
  { depth, address, operands: [begin] }: Frame,
): ExpressionReader {
  const specials: Record<string, () => number> = {
    $pc: () => Math.max(0, map.offsetAt(address)),
    $sp: () => state.stackDepth(),
    $depth: () => depth,
    $token: () => context.length,
  };
  return {
    memorySize: () => state.memorySize(),
    memory8: (at) => state.memory(at, 1)[0],
    memory32(at) {
      const bytes = state.memory(at, 4);
      return new DataView(bytes.buffer).getUint32(0, true);
    },
    local: (slot) => state.local(depth, slot) ?? 0,
    global: (slot) => state.global(slot) ?? 0,
    operand: (slot) => state.operand(begin + slot) ?? 0,
    special: (name) => specials[name]?.() ?? 0,
  };
}
