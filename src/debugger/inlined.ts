/**
 * The call stack as the source has it: where an optimiser has put a function in the place of a call, that call has
 * no frame of its own in the machine, and gets one from the debug information.
 */
import type { Frame } from './frames';
import type { ProgramMap } from './program-map';
import type { StepStart } from './stepping';
import type { ByteRange, Symbols } from './symbols';

/** Each frame of the machine as the last of those that it stands for; `sourceName` is what their authors call them. */
export async function expandInlined(
  map: ProgramMap,
  symbols: Symbols,
  frames: readonly Frame[],
  sourceName: (linked: string) => string,
): Promise<Frame[]> {
  // A recursion comes back to the same addresses.
  const known = new Map<number, ReturnType<Symbols['functionsAt']>>();
  const functionsAt = (address: number) => {
    const found = known.get(address) ?? symbols.functionsAt(map.offsetAt(address));
    known.set(address, found);
    return found;
  };
  const files = new Set(map.lines.files);
  const expanded = await Promise.all(
    frames.map(async (frame) => {
      if (!frame.function || !map.hasLines(frame.function)) return [frame];
      const functions = await functionsAt(frame.address);
      if (functions.length < 2) return [frame];
      return functions.map(({ name, line }, index) => ({
        ...frame,
        // The outermost is the function of the module.
        inlined: {
          index,
          name: index === functions.length - 1 ? undefined : sourceName(name),
          line: line && files.has(line.file) ? line : undefined,
        },
      }));
    }),
  );
  return expanded.flat();
}

/** What a step that begins in a frame passes over or leaves without a call or a return. */
export async function inlinedCode(
  map: ProgramMap,
  symbols: Symbols,
  frame: Frame,
): Promise<Pick<StepStart, 'inCallee' | 'inOwn'>> {
  if (!frame.function || !map.hasLines(frame.function)) return {};
  const offset = map.offsetAt(frame.address);
  const { own, callees } = await symbols.inlinedAt(offset);
  const within = (ranges: readonly ByteRange[]) => (address: number) => {
    const at = map.offsetAt(address);
    return ranges.some(({ start, end }) => start <= at && at < end);
  };
  return {
    inCallee: within(callees),
    inOwn: frame.inlined?.name === undefined ? undefined : within(own),
  };
}
