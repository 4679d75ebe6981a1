/** One program in one transformer, with everything that is known about it; created at launch. */
import type { Program, Variable } from '../program/program';
import type { Prompt } from '../program/prompt';
import { type Breakpoints, createBreakpoints } from './breakpoints';
import { type Frame, readFrames } from './frames';
import { createHandles, type Handles } from './handles';
import { createHistory } from './history';
import { expandInlined, inlinedCode } from './inlined';
import type { TypedLines } from './input';
import { createLineTable, type LineRange } from './lines';
import { readVariable } from './machine-values';
import { createProgramMap } from './program-map';
import { createRunner, type Runner } from './run';
import { type LocateSource, presentLines } from './source-map';
import { createState } from './state';
import { createStepping, type Stepping, type StepStart } from './stepping';
import type { Stopped } from './stopped';
import { type FrameReader, openSymbols, type Symbols } from './symbols';
import type { Transformer } from './transformer';

export interface Debuggee extends Stopped {
  readonly symbols: Symbols | undefined;
  /** A source that is not there, where none is. */
  readonly missingSource: string | undefined;
  readonly breakpoints: Breakpoints;
  readonly runner: Runner;
  /** What a person types for the program; `undefined` where its input is given. */
  readonly typed: TypedLines | undefined;
  readonly stepping: Stepping;
  /** Where a step begins that begins in a frame. */
  stepStart(frame: Frame): Promise<StepStart>;
  /** The frames of the present stop, by their DAP ids. */
  readonly frames: Handles<Frame>;
  /** Reads the call stack at a stop. `address`: of the instruction at which it stands. */
  readFrames(address: number): Promise<readonly Frame[]>;
  dispose(): void;
}

export interface DebuggeeParts {
  /** Path of the program, or of its first source. */
  readonly file: string;
  readonly program: Program;
  readonly prompt: Prompt;
  /** It may still be reading the prompt. */
  readonly transformer: Transformer;
  /** The lines of a program without debug information, where they are known. */
  readonly textLines: readonly LineRange[];
  readonly maxTokens: number;
  readonly typed: TypedLines | undefined;
  readonly locateSource: LocateSource;
  readonly sourceName: (linked: string) => string;
  readonly stopsAtBreakpoints: boolean;
}

export async function createDebuggee(parts: DebuggeeParts): Promise<Debuggee> {
  const { program, prompt, transformer } = parts;
  const frames = createHandles<Frame>();
  const state = createState(transformer, program.frameSize);
  const reader = (id: number): FrameReader | undefined => {
    const frame = frames.find(id);
    return frame && createFrameReader(program, state, frame);
  };
  const symbols = await openSymbols(program.module, parts.file, reader, parts.locateSource);
  const { ranges, missing } = presentLines(symbols?.ranges ?? []);
  const lines = symbols ? createLineTable(ranges) : createLineTable(parts.textLines, false);
  const map = createProgramMap(program, prompt, lines);
  const breakpoints = createBreakpoints(map, () => runner.refresh());
  const runner = createRunner({
    map,
    state,
    transformer,
    isBreakpoint: parts.stopsAtBreakpoints ? breakpoints.isSet : () => false,
    maxTokens: parts.maxTokens,
    typed: parts.typed,
  });
  return {
    map,
    state,
    context: transformer,
    history: createHistory(transformer, map),
    symbols,
    missingSource: missing,
    breakpoints,
    runner,
    typed: parts.typed,
    stepping: createStepping(map),
    frames,
    async stepStart(frame) {
      const { address, depth } = frame;
      return { address, depth, ...(symbols && (await inlinedCode(map, symbols, frame))) };
    },
    async readFrames(address) {
      const read = readFrames(map, state, address);
      return symbols ? expandInlined(map, symbols, read, parts.sourceName) : read;
    },
    dispose() {
      runner.dispose();
      symbols?.dispose();
    },
  };
}

function createFrameReader(
  program: Program,
  state: Stopped['state'],
  { depth, function: f, operands: [begin] }: Frame,
): FrameReader {
  const typed = (variable: Variable | undefined, slot: (index: number) => number | undefined) => {
    const value = variable && readVariable(variable, slot);
    if (!variable || value === undefined) return { type: 'i32', value: 0 } as const;
    return typeof value === 'bigint'
      ? ({ type: 'i64', value } as const)
      : ({ type: variable.type as 'i32' | 'f32' | 'f64', value } as const);
  };
  return {
    memory: state.memory,
    local: (index) => typed(f?.locals[index], (slot) => state.local(depth, slot)),
    global: (index) => typed(program.globals[index], state.global),
    operand: (index) => ({ type: 'i32', value: (state.operand(begin + index) ?? 0) | 0 }),
  };
}
