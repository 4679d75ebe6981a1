/** The Debug Adapter Protocol, translated to and from the debugger, which knows nothing of it. */
import path from 'node:path';
import {
  DebugSession,
  Event,
  ExitedEvent,
  InitializedEvent,
  OutputEvent,
  Response,
  StoppedEvent,
  TerminatedEvent,
} from '@vscode/debugadapter';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { DIAGNOSTICS_EVENT, type SourceDiagnostic } from '../protocol/diagnostics';
import type { LaunchConfiguration } from '../protocol/launch';
import type { Breakpoint } from './breakpoints';
import { CAPABILITIES } from './capabilities';
import type { Debuggee } from './debuggee';
import type { Dependencies } from './dependencies';
import { createDisassembly, type Disassembly } from './disassembly';
import { ending, problem, UserError } from './errors';
import type { Frame } from './frames';
import { createHandles } from './handles';
import { launch, mostOutput, usesTerminal } from './launch';
import { createOutput, type Output } from './output';
import { type Goal, type Stop, TRAP_STATUS } from './run';
import { runInTerminal } from './run-in-terminal';
import { evaluateIn, scopesOf } from './scopes';
import type { Granularity, StepKind, StopRule } from './stepping';
import type { Terminal } from './terminal';
import {
  toAddress,
  toBreakpoint,
  toDiagnosticOutput,
  toInstruction,
  toMemory,
  toStackFrame,
  toTrap,
} from './translate';
import type { Node } from './tree';

const THREAD = 1;

/** The editor numbers errors; ours are told apart by their text. */
const ERROR_ID = 1;

type Children = NonNullable<Node['children']>;
type Handler = (args: never) => unknown;

/** What a machine that stands was stopped by, and its call stack. */
interface Halt {
  readonly stop: Extract<Stop, { address: number }>;
  readonly frames: readonly { readonly id: number; readonly frame: Frame }[];
}

export class StepformerSession extends DebugSession {
  private readonly output: Output;
  private readonly variables = createHandles<Children>();
  private debuggee: Debuggee | undefined;
  private disassembly: Disassembly | undefined;
  private configuration: LaunchConfiguration = {};
  /** How the client counts lines. */
  private firstLine = 1;
  private showsProgress = false;
  private opensTerminals = false;
  private terminal: Terminal | undefined;
  private halt: Halt | undefined;
  private ended = false;
  /** Requests are answered one after the other, in the order in which they came. */
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly dependencies: Dependencies) {
    super();
    const output = createOutput((stream, text) => this.sendEvent(new OutputEvent(text, stream)));
    this.output = {
      flush: output.flush,
      write: (stream, bytes) =>
        this.terminal ? this.terminal.write(bytes) : output.write(stream, bytes),
    };
  }

  private readonly handlers: Record<string, Handler> = {
    initialize: (args: Dap.InitializeRequestArguments) => this.initialize(args),
    launch: (args: LaunchConfiguration) => this.launch(args),
    configurationDone: () => this.begin(),
    setBreakpoints: (args: Dap.SetBreakpointsArguments) => this.setLines(args),
    setFunctionBreakpoints: (args: Dap.SetFunctionBreakpointsArguments) =>
      this.describe(
        this.program().breakpoints.setFunctions(args.breakpoints.map(({ name }) => name)),
      ),
    setInstructionBreakpoints: (args: Dap.SetInstructionBreakpointsArguments) =>
      this.describe(
        this.program().breakpoints.setInstructions(
          args.breakpoints.map((b) => toAddress(b.instructionReference) + (b.offset ?? 0)),
        ),
      ),
    setExceptionBreakpoints: () => ({ breakpoints: [] }),
    threads: () => ({ threads: [{ id: THREAD, name: 'transformer' }] }),
    continue: () => {
      this.resume({ reason: 'step' });
      return { allThreadsContinued: true };
    },
    next: (args: Dap.NextArguments) => this.step('over', args),
    stepIn: (args: Dap.StepInArguments) => this.step('in', args),
    stepOut: (args: Dap.StepOutArguments) => this.step('out', args),
    stepBack: (args: Dap.StepBackArguments) => this.stepBack(args),
    reverseContinue: () => this.goBack(),
    pause: () => this.program().runner.pause(),
    stackTrace: (args: Dap.StackTraceArguments) => this.stackTrace(args),
    scopes: (args: Dap.ScopesArguments) => this.scopes(args),
    variables: (args: Dap.VariablesArguments) => this.expand(args),
    evaluate: (args: Dap.EvaluateArguments) => this.evaluate(args),
    exceptionInfo: () => this.exceptionInfo(),
    disassemble: (args: Dap.DisassembleArguments) => this.disassemble(args),
    readMemory: (args: Dap.ReadMemoryArguments) => this.readMemory(args),
    terminate: () => this.end(),
    disconnect: () => this.end(),
  };

  /** Answered at once, whatever else is being worked on. */
  private static readonly URGENT = new Set(['pause', 'terminate', 'disconnect']);

  /** The one place where errors end: a person's as a message, a bug as a report. */
  protected override dispatchRequest(request: Dap.Request): void {
    if (StepformerSession.URGENT.has(request.command)) this.answer(request);
    else this.queue = this.queue.then(() => this.answer(request));
  }

  private async answer(request: Dap.Request): Promise<void> {
    const response: Dap.Response = new Response(request);
    try {
      const handler = this.handlers[request.command];
      if (!handler) throw problem.unknownRequest(request.command);
      const body = await handler((request.arguments ?? {}) as never);
      if (body !== undefined) response.body = body;
      this.sendResponse(response);
      if (request.command === 'launch' && this.debuggee) this.sendEvent(new InitializedEvent());
      if (request.command === 'disconnect') this.shutdown();
    } catch (error) {
      const text = error instanceof UserError ? error.message : problem.bug(error);
      // The editor shows a failed launch in a dialog; other failures stand where they were asked for.
      const showUser = request.command === 'launch' || !(error instanceof UserError);
      this.sendErrorResponse(response, {
        id: ERROR_ID,
        format: '{text}',
        variables: { text },
        showUser,
      });
    }
  }

  private initialize(args: Dap.InitializeRequestArguments): Dap.Capabilities {
    this.firstLine = args.linesStartAt1 === false ? 0 : 1;
    this.opensTerminals = args.supportsRunInTerminalRequest ?? false;
    this.showsProgress = args.supportsProgressReporting ?? false;
    return CAPABILITIES;
  }

  private async launch(configuration: LaunchConfiguration): Promise<void> {
    if (this.debuggee) throw problem.alreadyLaunched();
    this.configuration = configuration;
    const debuggee = await launch(configuration, this.dependencies, {
      output: this.output,
      tell: (text) => this.tell(text),
      diagnostics: (diagnostics) => this.tellDiagnostics(diagnostics),
      reading: (work) => this.withProgress(work),
    });
    try {
      if (usesTerminal(configuration)) this.terminal = await this.openTerminal(debuggee);
      if (!this.ended) this.debuggee = debuggee;
    } finally {
      if (!this.debuggee) debuggee.dispose();
      if (this.ended) this.terminal?.close();
    }
  }

  private async openTerminal({ typed }: Debuggee): Promise<Terminal> {
    if (!this.opensTerminals) throw problem.noTerminal('the editor opens none');
    return runInTerminal(this, this.configuration, this.dependencies.terminal, {
      input: (bytes) => typed?.add(bytes),
      gone: () => this.end(),
    });
  }

  private tellDiagnostics(diagnostics: readonly SourceDiagnostic[]): void {
    this.sendEvent(new Event(DIAGNOSTICS_EVENT, { diagnostics }));
    for (const diagnostic of diagnostics)
      this.sendEvent(new Event('output', this.counted(toDiagnosticOutput(diagnostic))));
  }

  private tell(text: string): void {
    // What the program has written may be a question, a line without an end.
    this.output.flush();
    this.sendEvent(new OutputEvent(text, 'console'));
  }

  private async withProgress<T>(work: () => Promise<T>): Promise<T> {
    if (!this.showsProgress) return work();
    const progressId = 'prompt';
    const title = 'The transformer reads the program';
    this.sendEvent(new Event('progressStart', { progressId, title }));
    try {
      return await work();
    } finally {
      this.sendEvent(new Event('progressEnd', { progressId }));
    }
  }

  /** The same with its line as the client counts; 0 means that there is none. */
  private counted<T extends { line?: number }>(body: T): T {
    return body.line ? { ...body, line: body.line - 1 + this.firstLine } : body;
  }

  private program(): Debuggee {
    if (this.ended) throw problem.ended();
    if (!this.debuggee) throw problem.notRunning();
    return this.debuggee;
  }

  private stopped(): Debuggee & { readonly halt: Halt } {
    const debuggee = this.program();
    if (!this.halt) throw problem.notPaused();
    return { ...debuggee, halt: this.halt };
  }

  // ---- running ----

  private begin(): void {
    const { stepping } = this.program();
    const stops = this.configuration.stopOnEntry && !this.configuration.noDebug;
    this.run({ reason: 'entry', until: stops ? stepping.entry() : undefined });
  }

  private async step(kind: StepKind, { granularity }: Dap.NextArguments): Promise<void> {
    const { stepping, stepStart, halt } = this.stopped();
    const start = await stepStart(halt.frames[0].frame);
    this.resume({ reason: 'step', until: stepping.step(kind, unitOf(granularity), start) });
  }

  private async stepBack({ granularity }: Dap.StepBackArguments): Promise<void> {
    const { stepping, stepStart, halt } = this.stopped();
    const start = await stepStart(halt.frames[0].frame);
    this.goBack(stepping.back(unitOf(granularity), start));
  }

  /** To the last breakpoint before this place, to where `until` says, or else to the start of the program. */
  private goBack(until?: StopRule): void {
    this.stopped();
    this.run({ reason: 'step', until, back: true });
  }

  private resume(goal: Goal): void {
    const { stop } = this.stopped().halt;
    if (stop.kind === 'trap') this.finish(TRAP_STATUS);
    else this.run(goal);
  }

  private run(goal: Goal): void {
    const { runner, frames } = this.program();
    this.halt = undefined;
    frames.clear();
    this.variables.clear();
    runner
      .resume(goal)
      .then((stop) => this.arrive(stop))
      .catch((error) => {
        this.sendEvent(new OutputEvent(`${problem.bug(error)}\n`, 'stderr'));
        this.end();
      });
  }

  private async arrive(stop: Stop): Promise<void> {
    if (this.ended) return;
    this.output.flush();
    switch (stop.kind) {
      case 'exit':
        this.finish(stop.status);
        break;
      case 'limit':
        this.sendEvent(new OutputEvent(ending.maxTokens(stop.tokens), 'stderr'));
        this.finish(LIMIT_STATUS);
        break;
      case 'context full':
        this.sendEvent(new OutputEvent(ending.contextFull(stop.tokens), 'stderr'));
        this.finish(LIMIT_STATUS);
        break;
      case 'memory full':
        this.sendEvent(new OutputEvent(ending.memoryFull(stop.tokens), 'stderr'));
        this.finish(LIMIT_STATUS);
        break;
      case 'output full':
        this.sendEvent(
          new OutputEvent(ending.outputFull(mostOutput(this.configuration)), 'stderr'),
        );
        this.finish(LIMIT_STATUS);
        break;
      default:
        await this.stand(stop);
    }
  }

  private async stand(stop: Halt['stop']): Promise<void> {
    const debuggee = this.program();
    const frames = await debuggee.readFrames(stop.address);
    if (this.ended) return;
    this.halt = {
      stop,
      frames: frames.map((frame) => ({ id: debuggee.frames.create(frame), frame })),
    };
    if (stop.kind === 'trap') {
      const { trap, where } = toTrap(debuggee.map, stop);
      this.sendEvent(new OutputEvent(ending.trap(trap, where), 'stderr'));
      if (this.configuration.noDebug) this.finish(TRAP_STATUS);
      else this.sendEvent(new StoppedEvent('exception', THREAD, `${trap} ${where}`));
      return;
    }
    if (stop.kind !== 'breakpoint') {
      this.sendEvent(new StoppedEvent(stop.kind, THREAD));
      return;
    }
    const { ids, kind } = debuggee.breakpoints.hit(stop.address);
    const event = new StoppedEvent(kind === 'line' ? 'breakpoint' : `${kind} breakpoint`, THREAD);
    Object.assign(event.body, { hitBreakpointIds: ids });
    this.sendEvent(event);
  }

  private finish(exitCode: number): void {
    this.sendEvent(new ExitedEvent(exitCode));
    this.end();
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.output.flush();
    this.debuggee?.dispose();
    this.terminal?.close();
    this.sendEvent(new TerminatedEvent());
  }

  /** Also called when the client has gone without a word. */
  override shutdown(): void {
    this.end();
    super.shutdown();
  }

  // ---- breakpoints ----

  private setLines({ source, breakpoints = [] }: Dap.SetBreakpointsArguments) {
    const file = path.resolve(source.path ?? '');
    const lines = breakpoints.map(({ line }) => line + 1 - this.firstLine);
    return this.describe(this.program().breakpoints.setLines(file, lines));
  }

  private describe(breakpoints: readonly Breakpoint[]) {
    const { map } = this.program();
    return { breakpoints: breakpoints.map((b) => this.counted(toBreakpoint(map, b))) };
  }

  // ---- looking ----

  private stackTrace({ startFrame = 0, levels }: Dap.StackTraceArguments) {
    const { halt, map } = this.stopped();
    const end = levels ? startFrame + levels : undefined;
    return {
      stackFrames: halt.frames
        .slice(startFrame, end)
        .map(({ id, frame }) => this.counted(toStackFrame(map, id, frame))),
      totalFrames: halt.frames.length,
    };
  }

  private scopes({ frameId }: Dap.ScopesArguments) {
    const debuggee = this.stopped();
    const scopes = scopesOf(debuggee, debuggee.frames.get(frameId), frameId);
    return {
      scopes: scopes.map(({ name, hint, expensive, children }) => ({
        name,
        presentationHint: hint,
        expensive,
        variablesReference: this.variables.create(children),
      })),
    };
  }

  private async expand({ variablesReference, start = 0, count }: Dap.VariablesArguments) {
    this.stopped();
    const nodes = await this.variables.get(variablesReference)();
    const end = count ? start + count : undefined;
    return { variables: nodes.slice(start, end).map((node) => this.variable(node)) };
  }

  private variable({ children, ...shown }: Node): Dap.Variable {
    return { ...shown, variablesReference: children ? this.variables.create(children) : 0 };
  }

  private async evaluate({ expression, frameId, context }: Dap.EvaluateArguments) {
    const { typed } = this.program();
    // While the program runs, the console is its terminal.
    if (context === 'repl' && !this.halt && typed && !this.terminal) {
      typed.type(expression);
      return { result: '', variablesReference: 0 };
    }
    const debuggee = this.stopped();
    const id = frameId ?? debuggee.halt.frames[0].id;
    const node = await evaluateIn(debuggee, id, expression);
    const { name: _, value, ...rest } = this.variable(node);
    return { result: value, ...rest };
  }

  private exceptionInfo() {
    const { map, halt } = this.stopped();
    const { stop } = halt;
    if (stop.kind !== 'trap') return { exceptionId: 'none', breakMode: 'never' };
    const { trap, where } = toTrap(map, stop);
    return { exceptionId: trap, description: `${trap} ${where}`, breakMode: 'always' };
  }

  private disassemble(args: Dap.DisassembleArguments) {
    const { map } = this.program();
    this.disassembly ??= createDisassembly(map, this.dependencies.instructions(map.program.module));
    const from = toAddress(args.memoryReference) + (args.offset ?? 0);
    const rows = this.disassembly.rows(from, args.instructionOffset ?? 0, args.instructionCount);
    return { instructions: rows.map((row, i) => this.counted(toInstruction(row, rows[i - 1]))) };
  }

  private readMemory({ memoryReference, offset = 0, count }: Dap.ReadMemoryArguments) {
    return toMemory(this.stopped().state, toAddress(memoryReference) + offset, count);
  }
}

function unitOf(granularity: Dap.SteppingGranularity | undefined): Granularity {
  return granularity === 'instruction' ? 'instruction' : 'line';
}

/** Exit status of a run that reached a limit. */
const LIMIT_STATUS = 3;
