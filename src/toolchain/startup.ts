/** What happens before the program proper: the tables, the memory image and the code that runs first. */
import type { Assembler, Label } from './assembler';
import { BuildError } from './errors';
import type { Module, ModuleInstruction, ModuleTable } from './module';

export const PAGE = 65536;
/** 64 MiB: the memory that the machine addresses. */
export const MAX_PAGES = 1024;

/** The traps with which a segment that does not fit ends the run before it begins. */
type StartTrap = 'out of bounds table access' | 'out of bounds memory access';

/** The value of a constant expression, unsigned 32 bits. */
function evaluate(module: Module, constant: ModuleInstruction): number {
  return constant.op === 'global.get'
    ? evaluate(module, module.globals[constant.a].init)
    : constant.a;
}

/** A table's functions by slot, and the trap if a segment does not fit. */
export function fillTable(
  module: Module,
  { size, elements }: ModuleTable,
): {
  readonly slots: readonly (number | undefined)[];
  readonly trap?: StartTrap;
} {
  const slots = Array<number | undefined>(size).fill(undefined);
  for (const segment of elements) {
    const offset = evaluate(module, segment.offset);
    if (offset + segment.functions.length > size)
      return { slots, trap: 'out of bounds table access' };
    segment.functions.forEach((f, i) => {
      slots[offset + i] = f;
    });
  }
  return { slots };
}

/** The memory's contents up to the last byte that a segment gives, and the trap if one does not fit. */
export function fillMemory(module: Module): {
  readonly image: Uint8Array;
  readonly trap?: StartTrap;
} {
  const size = (module.memory?.pages ?? 0) * PAGE;
  const placed = module.data.flatMap(({ offset, bytes }) =>
    offset ? [{ offset: evaluate(module, offset), bytes }] : [],
  );
  const misfit = placed.findIndex(({ offset, bytes }) => offset + bytes.length > size);
  const fitting = misfit < 0 ? placed : placed.slice(0, misfit);
  const end = fitting.reduce((last, { offset, bytes }) => Math.max(last, offset + bytes.length), 0);
  const image = new Uint8Array(end);
  for (const { offset, bytes } of fitting) image.set(bytes, offset);
  return misfit < 0 ? { image } : { image, trap: 'out of bounds memory access' };
}

/** Pages at the start and at most; throws a `BuildError` if the machine cannot hold the former. */
export function memoryLimits(module: Module): { pages: number; maxPages: number } {
  const { pages, maxPages = MAX_PAGES } = module.memory ?? { pages: 0, maxPages: 0 };
  if (pages > MAX_PAGES)
    throw new BuildError(
      `The module asks for ${pages} pages of memory at its start and the machine has ${MAX_PAGES} (64 MiB): use smaller arrays, or link with a smaller --initial-memory.`,
    );
  return { pages, maxPages: Math.min(maxPages, MAX_PAGES) };
}

/** Index of the function that the program begins with; `undefined` if its start function is all there is. */
function entryFunction(module: Module): number | undefined {
  for (const wanted of ['_start', 'main', 'run']) {
    const found = module.exports.find(
      ({ name, kind, index }) =>
        name === wanted &&
        kind === 'function' &&
        module.types[module.functions[index].type].params.length === 0,
    );
    if (found) return found.index;
  }
  if (module.start !== undefined) return undefined;
  throw new BuildError(
    'The module has nothing to run: export a function "_start", "main" or "run" that takes no parameters.',
  );
}

/** Emits the start-up code. `trap` says that a segment does not fit. */
export function emitStartup(
  module: Module,
  entries: readonly Label[],
  trap: StartTrap | undefined,
  out: Assembler,
): void {
  const entry = entryFunction(module);
  out.emit('i32.const', module.memory?.pages ?? 0);
  out.emit('memory.set');
  module.globals.forEach(({ init }, index) => {
    out.emit(init.op, init.a);
    out.emitSet('global.set', index);
  });
  if (trap) {
    out.emit(`trap: ${trap}`);
    return;
  }
  if (module.start !== undefined) out.emit('call', entries[module.start]);
  if (entry !== undefined) {
    out.emit('call', entries[entry]);
    const { results } = module.types[module.functions[entry].type];
    out.height += results.length;
    // Only a single i32 is an exit status.
    if (results.length > 1) while (out.height > 0) out.emit('drop');
  }
  if (out.height === 0) out.emit('i32.const', 0);
  out.emit('exit');
  out.emit('halt');
}
