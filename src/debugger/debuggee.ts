/** One program in one transformer, with everything that is known about it; created at launch. */
import type { Executor } from '../executor/executor';
import type { Advance, Host } from '../executor/host';
import type { Program, Variable } from '../program/program';
import type { Prompt } from '../program/prompt';
import { type Breakpoints, createBreakpoints } from './breakpoints';
import { type Frame, readFrames } from './frames';
import { createHandles, type Handles } from './handles';
import { createHistory } from './history';
import { createLineTable, type LineRange } from './lines';
import { readVariable } from './machine-values';
import { createProgramMap } from './program-map';
import { createRunner, type Runner } from './run';
import { createState } from './state';
import type { Stopped } from './stopped';
import { type FrameReader, openSymbols, type Symbols } from './symbols';

export interface Debuggee extends Stopped {
  readonly symbols: Symbols | undefined;
  readonly breakpoints: Breakpoints;
  readonly runner: Runner;
  /** The frames of the present stop, by their DAP ids. */
  readonly frames: Handles<Frame>;
  /** Reads the call stack at a stop. `address`: of the instruction at which it stands. */
  readFrames(address: number): Frame[];
  dispose(): void;
}

export interface DebuggeeParts {
  readonly program: Program;
  readonly prompt: Prompt;
  /** Not yet fed with the prompt. */
  readonly executor: Executor;
  readonly host: Host;
  readonly generate: (
    executor: Executor,
    host: Host,
  ) => { advance(): Advance; readonly generated: number };
  /** The lines of a program without debug information, where they are known. */
  readonly textLines: readonly LineRange[];
  readonly maxTokens: number;
  readonly stopsAtBreakpoints: boolean;
}

export async function createDebuggee(parts: DebuggeeParts): Promise<Debuggee> {
  const { program, prompt } = parts;
  const executor = rememberPrediction(parts.executor);
  const frames = createHandles<Frame>();
  const state = createState(executor, program.frameSize);
  const reader = (id: number): FrameReader | undefined => {
    const frame = frames.find(id);
    return frame && createFrameReader(program, state, frame);
  };
  const symbols = await openSymbols(program.module, reader);
  const lines = symbols ? createLineTable(symbols.ranges) : createLineTable(parts.textLines, false);
  const map = createProgramMap(program, prompt, lines);
  const breakpoints = createBreakpoints(map);
  const history = createHistory();
  const runner = createRunner({
    map,
    state,
    executor,
    generation: parts.generate(executor, parts.host),
    isBreakpoint: parts.stopsAtBreakpoints ? breakpoints.isSet : () => false,
    passed: (address) => history.record(executor.length, address),
    maxTokens: parts.maxTokens,
  });
  return {
    map,
    state,
    executor,
    history,
    symbols,
    breakpoints,
    runner,
    frames,
    readFrames: (address) => readFrames(map, state, address),
    dispose() {
      runner.dispose();
      symbols?.dispose();
    },
  };
}

/** The run loop looks at the next token before the generation loop takes it: both ask, once is enough. */
function rememberPrediction(executor: Executor): Executor {
  let length = -1;
  let token = -1;
  return {
    model: executor.model,
    get length() {
      return executor.length;
    },
    token: (position) => executor.token(position),
    append: (appended) => executor.append(appended),
    predict() {
      if (executor.length !== length) token = executor.predict();
      length = executor.length;
      return token;
    },
    residual: (layer, attended) => executor.residual(layer, attended),
    attend: (layer, head, query) => executor.attend(layer, head, query),
    keptBytes: () => executor.keptBytes(),
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
