/** Requests for the linear memory and for the code as WebAssembly. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { createDisassembly, type Disassembly } from '../disassembly';
import type { Desk, Handlers } from './desk';
import { toAddress, toInstruction, toMemory } from './translate';

export function memoryRequests(desk: Desk): Handlers {
  let disassembly: Disassembly | undefined;
  return {
    disassemble(args: Dap.DisassembleArguments) {
      const { map } = desk.program();
      disassembly ??= createDisassembly(map, desk.dependencies.instructions(map.program.module));
      const from = toAddress(args.memoryReference) + (args.offset ?? 0);
      const rows = disassembly.rows(from, args.instructionOffset ?? 0, args.instructionCount);
      return { instructions: rows.map((row, i) => desk.counted(toInstruction(row, rows[i - 1]))) };
    },
    readMemory({ memoryReference, offset = 0, count }: Dap.ReadMemoryArguments) {
      desk.wasRead({ memoryReference, offset, count });
      return toMemory(desk.stopped().state, toAddress(memoryReference) + offset, count);
    },
  };
}
