/** `Module` → `Program`: everything after the passes that leave only i32 and machine operations. */
import type { Program } from '../program/program';
import { type Assembler, createAssembler, type Label } from './assembler';
import { BuildError } from './errors';
import { flatten } from './flatten';
import type { Module } from './module';
import { emitStartup, fillMemory, fillTable, memoryLimits } from './startup';

/** Local addresses (call depth times frame size plus index) are exact below this. */
const MAX_LOCAL_ADDRESS = 2 ** 26;
/** Deeper than any engine's own stack; a runaway recursion is soon found. */
const MAX_DEPTH = 2 ** 16 - 1;
/** Local and global indexes take at most two bytes. */
const MAX_FRAME = 2 ** 16;

/**
 * Flattens an i32-only module. Throws a `BuildError` if it imports a function that no pass has linked, has
 * nothing to run, or exceeds a limit of the machine.
 */
export function toProgram(module: Module): Program {
  const unlinked = module.functions.find(({ imported }) => imported);
  if (unlinked?.imported)
    throw new BuildError(
      `The module imports the function "${unlinked.imported.module}.${unlinked.imported.field}", and nothing provides it: define it in the program, or leave out what calls it.`,
    );

  const out = createAssembler();
  const entries = module.functions.map(() => out.label());
  const unsupported = new Map<number, string>();
  const tables = module.tables.map((table) => fillTable(module, table));
  const limits = memoryLimits(module);
  const memory = fillMemory(module);
  const slots = tables.map((table) => table.slots);
  const calls = indirectCalls(module, entries, slots, out);
  const runtime = new Map<string, number>();
  module.functions.forEach(({ origin, name }, index) => {
    if (origin === 'runtime' && !runtime.has(name)) runtime.set(name, index);
  });
  const runtimeFunction = (name: string) => {
    const index = runtime.get(name);
    if (index === undefined) throw new Error(`the runtime has no function "${name}"`);
    return index;
  };
  const context = { module, entries, tableOf: calls.tableOf, runtimeFunction, unsupported };

  const misfit = tables.find(({ trap }) => trap);
  emitStartup(module, entries, misfit?.trap ?? memory.trap, out);
  let frameSize = module.globals.length;
  const functions = module.functions.map((f, index) => {
    const begin = out.address;
    frameSize = Math.max(frameSize, flatten(context, index, out), 1);
    const { name, origin, wasmIndex, bytes, variables, results } = f;
    return { name, origin, wasmIndex, bytes, results, begin, end: out.address, locals: variables };
  });
  calls.emitStubs();
  if (frameSize > MAX_FRAME)
    throw new BuildError(
      `A function needs ${frameSize} locals (or the module so many globals) and the machine has ${MAX_FRAME}: split the function.`,
    );

  return {
    ...out.finish(),
    entry: 0,
    functions,
    globals: module.globalVariables,
    memory: { image: memory.image, ...limits },
    frameSize,
    maxDepth: Math.min(MAX_DEPTH, Math.floor(MAX_LOCAL_ADDRESS / frameSize) - 1),
    unsupported,
    module: module.file,
  };
}

/** The jump tables of `call_indirect`, and the traps to which their other entries lead. */
function indirectCalls(
  module: Module,
  entries: readonly Label[],
  slots: readonly (readonly (number | undefined)[])[],
  out: Assembler,
) {
  const stubs = {
    'undefined element': out.label(),
    'uninitialized element': out.label(),
    'indirect call type mismatch': out.label(),
  };
  const jumpTables = slots.map(() => new Map<number, readonly Label[]>());
  return {
    /** One label for each slot of the table, and the last for an index past its end. */
    tableOf(type: number, table: number): readonly Label[] {
      const known = jumpTables[table].get(type);
      if (known) return known;
      const labels = slots[table].map((slot) => {
        if (slot === undefined) return stubs['uninitialized element'];
        const matches = module.functions[slot].type === type;
        return matches ? entries[slot] : stubs['indirect call type mismatch'];
      });
      const jumpTable = [...labels, stubs['undefined element']];
      jumpTables[table].set(type, jumpTable);
      return jumpTable;
    },
    emitStubs() {
      out.origin = { offset: -1, function: -1 };
      out.height = 0;
      for (const [trap, label] of Object.entries(stubs)) {
        if (!label.used) continue;
        out.place(label);
        out.emit(`trap: ${trap}`);
      }
    },
  };
}
