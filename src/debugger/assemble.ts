/** Puts together what debugging a program takes, at launch. */
import type { Program, Variable } from '../program/program';
import type { Prompt } from '../program/prompt';
import { createBreakpoints } from './breakpoints';
import { cHolds } from './c-nodes';
import { createConditionCompiler } from './conditions';
import type { Debuggee } from './debuggee';
import { readDebugInformation } from './dwarf/information';
import { createEdits } from './edits';
import { createFunctionTable } from './expression/function-table';
import { type Frame, readFrames } from './frames';
import { createHandles } from './handles';
import { createHistory } from './history';
import { expandInlined, inlinedCode } from './inlined';
import type { TypedLines } from './input';
import { createInterventions } from './inside/intervene/interventions';
import { createTraceView } from './inside/trace';
import { createLineTable, type LineRange } from './lines';
import { parseLogMessage } from './log-message';
import { readVariable } from './machine-values';
import { createPast } from './past';
import { createProgramMap } from './program-map';
import { createRunner } from './run';
import { cFrame, evaluateIn } from './scopes';
import { type LocateSource, presentLines } from './source-map';
import { createState } from './state';
import { createStepping } from './stepping';
import type { Stopped } from './stopped';
import { type FrameReader, openSymbols } from './symbols';
import type { Transformer } from './transformer';

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
  readonly justMyCode: boolean;
  /** Called with what a logpoint says. */
  readonly log: (text: string) => void;
}

export async function createDebuggee(parts: DebuggeeParts): Promise<Debuggee> {
  const { program, prompt, transformer } = parts;
  const frames = createHandles<Frame>();
  const state = createState(transformer, program.frameSize);
  const reader = (id: number): FrameReader | undefined => {
    const frame = frames.find(id);
    return frame && createSymbolReader(program, state, frame);
  };
  const symbols = await openSymbols(program.module, parts.file, reader, parts.locateSource);
  const { ranges, missing } = presentLines(symbols?.ranges ?? []);
  const lines = symbols ? createLineTable(ranges) : createLineTable(parts.textLines, false);
  const map = createProgramMap(program, prompt, lines);
  const information = readDebugInformation(program.module);
  const table = createFunctionTable(program);
  const breakpoints = createBreakpoints({
    map,
    compile: createConditionCompiler(map, information, table),
    changed: () => runner.refresh(),
  });
  const stepping = createStepping(map, parts.justMyCode);
  const runner = createRunner({
    map,
    state,
    transformer,
    breakpoints,
    stopsAtBreakpoints: parts.stopsAtBreakpoints,
    maxTokens: parts.maxTokens,
    entry: stepping.entry(),
    typed: parts.typed,
    holds: async (text, address) => {
      const [frame] = await debuggee.readFrames(address);
      return cHolds(cFrame(debuggee, frame), text);
    },
    complain: parts.log,
    log,
  });
  const edits = createEdits(map, state, transformer);
  const history = createHistory(transformer, map);
  const past = createPast(map, stepping.lines, transformer);

  /** Says what logpoints have to say where the machine stands. */
  async function log(messages: readonly string[], address: number): Promise<void> {
    const [frame] = await debuggee.readFrames(address);
    const id = frames.create(frame);
    for (const message of messages) {
      const texts = parseLogMessage(message).map((part) =>
        'text' in part
          ? part.text
          : evaluateIn(debuggee, id, part.expression).then(
              ({ value }) => value,
              (error: Error) => `<${error.message}>`,
            ),
      );
      parts.log(`${(await Promise.all(texts)).join('')}\n`);
    }
    frames.clear();
  }

  const debuggee: Debuggee = {
    map,
    state,
    context: transformer,
    history,
    edits,
    symbols,
    missingSource: missing,
    breakpoints,
    runner,
    typed: parts.typed,
    stepping,
    past,
    interventions: createInterventions(
      { map, state, context: transformer, history, edits },
      transformer,
    ),
    trace: createTraceView({ context: transformer, map, past, stepping }),
    information,
    table,
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
  return debuggee;
}

function createSymbolReader(
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
